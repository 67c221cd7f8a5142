#include "daemon/config/keys.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/config/values.h"

namespace interleave::daemon {
namespace {

// Bounds above which a value is a slip of the hand.
constexpr std::size_t kMostThreads = 10'000;
constexpr std::size_t kMostClients = 1'000'000;
constexpr std::size_t kMostRequests = 65'536;
constexpr std::size_t kMostSeconds = 86'400;
constexpr std::size_t kMostStrength = 4'096;  // bits
constexpr std::size_t kMostLines = 1'000'000;
constexpr std::size_t kMostMebibytes = 16'777'216;
// Two of the longest frames.
constexpr std::size_t kLeastMebibytes = 64;

constexpr const char* kNoAdmin = "there is no administration socket";
constexpr const char* kKeepaliveOptional = "clients without keepalive are always served";
constexpr const char* kNoLogBuffer = "no lines are kept to be written later";
constexpr const char* kNoAudit = "auditing is not built";
constexpr const char* kNoMdns = "announcing over multicast DNS is not built";
constexpr const char* kHostIdentity = "the host's identity is the library's";

using V = const ConfValue&;
using S = Settings&;

// Sorted by name, which find_key relies on and the tests check.
constexpr auto kKeys = std::to_array<Key>({
    {"access_drivers", [](V v, S) { return only_empty_list(v, "access control is not built"); }},
    {"admin_keepalive_count", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"admin_keepalive_interval", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"admin_keepalive_required", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"admin_max_client_requests", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"admin_max_clients", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"admin_max_queued_clients", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"admin_max_workers", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"admin_min_workers", [](V v, S) { return unused_number(v, kNoAdmin); }},
    {"audit_level",
     [](V v, S) {
       // 1 asks for auditing where the host has it, 2 insists.
       return v == ConfValue(std::int64_t{1}) ? Applied{} : only_number(v, 0, kNoAudit);
     }},
    {"audit_logging", [](V v, S) { return only_number(v, 0, kNoAudit); }},
    {"auth_tcp", [](V v, S s) { return remote_login(v, s.reach.auth_tcp); }},
    {"auth_timeout", [](V v, S s) { return seconds(v, 1, kMostSeconds, s.limits.auth_timeout); }},
    {"auth_tls", [](V v, S s) { return remote_login(v, s.reach.auth_tls); }},
    {"auth_unix_ro", [](V v, S s) { return login(v, s.reach.auth_unix_ro); }},
    {"auth_unix_rw", [](V v, S s) { return login(v, s.reach.auth_unix_rw); }},
    {"ca_file", [](V v, S s) { return directory(v, s.reach.ca_file); }},
    {"cert_file", [](V v, S s) { return directory(v, s.reach.cert_file); }},
    {"crl_file",
     [](V v, S s) {
       s.reach.crl_file_is_set = true;
       return directory(v, s.reach.crl_file);
     }},
    {"drain_timeout",
     [](V v, S s) { return seconds(v, 1, kMostSeconds, s.limits.drain_deadline); }},
    {"frame_timeout",
     [](V v, S s) { return seconds_or_never(v, kMostSeconds, s.limits.frame_timeout); }},
    {"host_uuid", [](V v, S) { return only_text(v, "", kHostIdentity); }},
    {"host_uuid_source", [](V v, S) { return only_text(v, "smbios", kHostIdentity); }},
    {"keepalive_count",
     [](V v, S s) { return number(v, 0, kMostSeconds, s.limits.keepalive_count); }},
    {"keepalive_interval",
     [](V v, S s) { return seconds_or_never(v, kMostSeconds, s.limits.keepalive_interval); }},
    {"keepalive_required", [](V v, S) { return only_number(v, 0, kKeepaliveOptional); }},
    {"key_file", [](V v, S s) { return directory(v, s.reach.key_file); }},
    {"listen_addr", [](V v, S s) { return text(v, s.reach.listen_addr); }},
    {"listen_tcp", [](V v, S s) { return flag(v, s.reach.listen_tcp); }},
    {"listen_tls", [](V v, S s) { return flag(v, s.reach.listen_tls); }},
    {"log_buffer_size", [](V v, S) { return unused_number(v, kNoLogBuffer); }},
    {"log_filters", [](V v, S s) { return log_filters(v, s.log_filters); }},
    {"log_level", [](V v, S s) { return level(v, s.log_level); }},
    {"log_outputs", [](V v, S s) { return log_outputs(v, s.log_outputs); }},
    {"log_rate_limit", [](V v, S s) { return number(v, 0, kMostLines, s.log_rate_limit); }},
    {"max_anonymous_clients",
     [](V v, S s) { return number(v, 0, kMostClients, s.limits.max_anonymous_clients); }},
    {"max_client_requests",
     [](V v, S s) { return number(v, 1, kMostRequests, s.limits.max_client_requests); }},
    {"max_clients", [](V v, S s) { return number(v, 1, kMostClients, s.limits.max_clients); }},
    {"max_queued_clients",
     [](V v, S s) { return number(v, 1, kMostClients, s.max_queued_clients); }},
    {"max_requests",
     [](V v, S) { return unused_number(v, "it limits nothing; max_client_requests does"); }},
    {"max_workers", [](V v, S s) { return number(v, 1, kMostThreads, s.limits.max_workers); }},
    {"mdns_adv", [](V v, S) { return only_number(v, 0, kNoMdns); }},
    {"mdns_name", [](V v, S) { return unused_text(v, kNoMdns); }},
    {"memory_limit",
     [](V v, S s) { return mebibytes(v, kLeastMebibytes, kMostMebibytes, s.limits.memory_bytes); }},
    {"min_workers", [](V v, S s) { return number(v, 1, kMostThreads, s.limits.min_workers); }},
    {"ovs_timeout", [](V v, S) { return unused_number(v, "it is for drivers of other daemons"); }},
    {"prio_workers", [](V v, S s) { return number(v, 0, kMostThreads, s.limits.prio_workers); }},
    {"run_as_group", [](V v, S s) { return text(v, s.run_as_group); }},
    {"run_as_user", [](V v, S s) { return text(v, s.run_as_user); }},
    {"sasl_allowed_username_list",
     [](V v, S s) { return texts(v, s.reach.sasl_allowed_username_list.emplace()); }},
    {"status_socket", [](V v, S s) { return flag(v, s.status_socket); }},
    {"status_socket_perms", [](V v, S s) { return permissions(v, s.status_socket_perms); }},
    {"tcp_min_ssf", [](V v, S s) { return number(v, 0, kMostStrength, s.reach.tcp_min_ssf); }},
    {"tcp_port", [](V v, S s) { return port(v, s.reach.tcp_port); }},
    {"tls_allowed_dn_list",
     [](V v, S s) { return texts(v, s.reach.tls_allowed_dn_list.emplace()); }},
    {"tls_no_sanity_certificate",
     [](V v, S s) { return flag(v, s.reach.tls_no_sanity_certificate); }},
    {"tls_no_verify_certificate",
     [](V v, S s) { return flag(v, s.reach.tls_no_verify_certificate); }},
    {"tls_port", [](V v, S s) { return port(v, s.reach.tls_port); }},
    {"tls_priority", [](V v, S s) { return text(v, s.reach.tls_priority); }},
    {"unix_sock_admin_perms", [](V v, S) { return unused_text(v, kNoAdmin); }},
    {"unix_sock_dir", [](V v, S s) { return directory(v, s.unix_sock_dir); }},
    {"unix_sock_group", [](V v, S s) { return text(v, s.unix_sock_group); }},
    {"unix_sock_ro_perms", [](V v, S s) { return permissions(v, s.unix_sock_ro_perms); }},
    {"unix_sock_rw_perms", [](V v, S s) { return permissions(v, s.unix_sock_rw_perms); }},
    {"uri_default", [](V v, S s) { return text(v, s.uri_default); }},
    {"uri_keep_open", [](V v, S s) { return texts(v, s.uri_keep_open); }},
    {"uri_map", [](V v, S s) { return uri_rules(v, s.uri_map); }},
    {"uri_schemes", [](V v, S s) { return texts(v, s.uri_schemes); }},
    {"worker_idle_timeout",
     [](V v, S s) { return seconds(v, 1, kMostSeconds, s.limits.worker_idle); }},
    {"write_timeout",
     [](V v, S s) { return seconds_or_never(v, kMostSeconds, s.limits.write_timeout); }},
});

// The settings that a reload changes.
constexpr auto kLive = std::to_array<std::string_view>({
    "auth_timeout",
    "ca_file",
    "cert_file",
    "crl_file",
    "drain_timeout",
    "frame_timeout",
    "keepalive_count",
    "keepalive_interval",
    "key_file",
    "log_filters",
    "log_level",
    "log_outputs",
    "log_rate_limit",
    "max_anonymous_clients",
    "max_client_requests",
    "max_clients",
    "max_workers",
    "memory_limit",
    "min_workers",
    "prio_workers",
    "sasl_allowed_username_list",
    "tcp_min_ssf",
    "tls_allowed_dn_list",
    "tls_no_sanity_certificate",
    "tls_no_verify_certificate",
    "tls_priority",
    "worker_idle_timeout",
    "write_timeout",
});

std::optional<ConfValue> as_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

ConfValue as_list(std::string_view text) {
  ConfList items;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    items.emplace_back(std::string(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return items;
}

// Number of single-character changes that make one word of the other.
std::size_t edit_distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  for (std::size_t j = 0; j <= other.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, replaced}));
    }
  }
  return row.back();
}

}  // namespace

std::span<const Key> known_keys() {
  return kKeys;
}

std::span<const std::string_view> live_keys() {
  return kLive;
}

bool is_live(std::string_view key) {
  return std::ranges::find(kLive, key) != kLive.end();
}

Applied apply_text(const Key& key, std::string_view text, Settings& settings) {
  const auto is_taken = [](const Applied& applied) {
    return applied.kind != Applied::Kind::wrong_kind;
  };
  Applied applied;
  if (const std::optional<ConfValue> number = as_number(text)) {
    applied = key.apply(*number, settings);
    if (is_taken(applied)) return applied;
  }
  Applied as_text = key.apply(std::string(text), settings);
  if (is_taken(as_text)) return as_text;
  applied = key.apply(as_list(text), settings);
  return is_taken(applied) ? applied : as_text;
}

const Key* find_key(std::string_view name) {
  const auto found = std::ranges::lower_bound(kKeys, name, {}, &Key::name);
  return found != kKeys.end() && found->name == name ? &*found : nullptr;
}

std::string_view nearest_key(std::string_view name) {
  // A word that is longer than any key by more than this is near to none: and it is not measured.
  constexpr std::size_t kFar = 4;
  constexpr std::size_t kLongest = 40;
  if (name.size() > kLongest) return {};
  std::string_view nearest;
  std::size_t best = kFar;
  for (const Key& key : kKeys) {
    const std::size_t distance = edit_distance(name, key.name);
    if (distance >= best) continue;
    best = distance;
    nearest = key.name;
  }
  return nearest;
}

}  // namespace interleave::daemon
