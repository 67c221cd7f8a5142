// What the daemon makes of its configuration file.
#include "daemon/config/settings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "daemon/config/keys.h"

namespace interleave::daemon {
namespace {

using std::chrono::seconds;

std::string error_of(std::string_view text) {
  return read_settings("F", text).error.value_or("no error");
}

TEST(Settings, DefaultsAreLibvirts) {
  const SettingsFile file = read_settings("F", "");
  ASSERT_FALSE(file.error);
  EXPECT_EQ(file.settings.limits.min_workers, 5U);
  EXPECT_EQ(file.settings.limits.max_workers, 20U);
  EXPECT_EQ(file.settings.limits.prio_workers, 5U);
  EXPECT_EQ(file.settings.limits.max_clients, 5000U);
  EXPECT_EQ(file.settings.limits.max_client_requests, 5U);
  EXPECT_EQ(file.settings.max_queued_clients, 1000U);
  EXPECT_EQ(file.settings.log_level, LogLevel::warning);
}

TEST(Settings, EveryHonouredKeyArrives) {
  const SettingsFile file = read_settings("F", R"(
    min_workers = 2
    max_workers = 3
    prio_workers = 0
    max_clients = 7
    max_queued_clients = 8
    max_anonymous_clients = 9
    max_client_requests = 10
    worker_idle_timeout = 11
    drain_timeout = 12
    unix_sock_dir = "/some/where"
    unix_sock_group = "libvirt"
    unix_sock_ro_perms = "0770"
    unix_sock_rw_perms = "660"
    auth_unix_ro = "none"
    auth_unix_rw = 'none'
    log_level = 1
    uri_schemes = [ "test", "qemu+tls" ]
    uri_default = "test:///x"
    uri_keep_open = [ "test:///default" ]
    uri_map = [ "qemu:///system = test:///default", "a:///b = c:///d?e=f" ]
    run_as_user = "nobody"
    run_as_group = "nogroup"
  )");
  ASSERT_EQ(file.error.value_or(""), "");
  EXPECT_TRUE(file.notes.empty());
  const Settings& settings = file.settings;
  EXPECT_EQ(settings.limits.min_workers, 2U);
  EXPECT_EQ(settings.limits.max_workers, 3U);
  EXPECT_EQ(settings.limits.prio_workers, 0U);
  EXPECT_EQ(settings.limits.max_clients, 7U);
  EXPECT_EQ(settings.max_queued_clients, 8U);
  EXPECT_EQ(settings.limits.max_anonymous_clients, 9U);
  EXPECT_EQ(settings.limits.max_client_requests, 10U);
  EXPECT_EQ(settings.limits.worker_idle, seconds(11));
  EXPECT_EQ(settings.limits.drain_deadline, seconds(12));
  EXPECT_EQ(settings.unix_sock_dir, "/some/where");
  EXPECT_EQ(settings.unix_sock_group, "libvirt");
  EXPECT_EQ(settings.unix_sock_ro_perms, 0770U);
  EXPECT_EQ(settings.unix_sock_rw_perms, 0660U);
  EXPECT_EQ(settings.log_level, LogLevel::debug);
  EXPECT_EQ(settings.uri_schemes, (std::vector<std::string>{"test", "qemu+tls"}));
  EXPECT_EQ(settings.uri_default, "test:///x");
  EXPECT_EQ(settings.uri_map, (std::vector<UriRule>{{"qemu:///system", "test:///default"},
                                                    {"a:///b", "c:///d?e=f"}}));
  EXPECT_EQ(settings.run_as_user, "nobody");
  EXPECT_EQ(settings.run_as_group, "nogroup");
  EXPECT_EQ(settings.uri_keep_open, std::vector<std::string>{"test:///default"});
}

TEST(Settings, ValuesOfTheWrongKindAreRefused) {
  EXPECT_EQ(error_of("max_clients = \"20\""), "F:1:1: max_clients must be a number without quotes");
  EXPECT_EQ(error_of("uri_schemes = [ 1 ]"),
            "F:1:1: uri_schemes must be a list of strings in brackets");
  EXPECT_EQ(error_of("\nunix_sock_dir = 1"), "F:2:1: unix_sock_dir must be a string in quotes");
  EXPECT_EQ(error_of("unix_sock_dir = \"run\""),
            "F:1:1: unix_sock_dir is \"run\", and must be absolute");
  EXPECT_EQ(error_of("unix_sock_rw_perms = 700"),
            "F:1:1: unix_sock_rw_perms must be permissions as octal digits in quotes, \"0700\" to "
            "\"0777\"");
  for (const char* wrong : {"\"0800\"", "\"\"", "\"rwx\"", "\"1777\"", "\"00777\""}) {
    EXPECT_NE(error_of(std::string("unix_sock_rw_perms = ") + wrong), "no error") << wrong;
  }
}

TEST(Settings, ValuesOutOfRangeAreRefused) {
  EXPECT_EQ(error_of("max_clients = 0"), "F:1:1: max_clients is 0, and must be from 1 to 1000000");
  EXPECT_EQ(error_of("min_workers = -1"), "F:1:1: min_workers is -1, and must be from 1 to 10000");
  EXPECT_EQ(error_of("log_level = 5"), "F:1:1: log_level is 5, and must be from 1 to 4");
  EXPECT_EQ(error_of("prio_workers = 0"), "no error");
}

TEST(Settings, ContradictionsNameBothValues) {
  EXPECT_EQ(error_of("min_workers = 9\nmax_workers = 4"),
            "F:2:1: min_workers = 9 is above max_workers = 4");
  EXPECT_EQ(error_of("max_workers = 4"),
            "F:1:1: min_workers = 5 (the default) is above max_workers = 4");
  EXPECT_EQ(error_of("\nmin_workers = 21"),
            "F:2:1: min_workers = 21 is above max_workers = 20 (the default)");
  EXPECT_EQ(error_of("tls_no_verify_certificate = 1\ntls_allowed_dn_list = [ \"CN=*\" ]"),
            "tls_allowed_dn_list needs verified certificates, and tls_no_verify_certificate = 1");
}

TEST(Settings, WhatIsNotBuiltIsRefusedWhenItIsAskedFor) {
  EXPECT_EQ(error_of("access_drivers = [ \"polkit\" ]"),
            "F:1:1: access_drivers = [ ... ] is not supported: access control is not built");
  EXPECT_NE(error_of("keepalive_required = 1"), "no error");
  EXPECT_NE(error_of("audit_level = 2"), "no error");
}

TEST(Settings, ReachIsRead) {
  const SettingsFile file = read_settings("F",
                                          "listen_tcp = 1\ntcp_port = 'libvirt'\n"
                                          "auth_unix_rw = 'polkit'\nauth_tcp = 'none'\n"
                                          "auth_timeout = 7\ntls_allowed_dn_list = [ ]\n");
  ASSERT_FALSE(file.error) << *file.error;
  const Reach& reach = file.settings.reach;
  EXPECT_TRUE(reach.listen_tcp);
  EXPECT_FALSE(reach.listen_tls);
  EXPECT_EQ(reach.tcp_port, "libvirt");
  EXPECT_EQ(reach.auth_unix_rw, Login::polkit);
  EXPECT_EQ(reach.auth_unix_ro, Login::none);
  EXPECT_EQ(reach.auth_tcp, Login::none);
  EXPECT_EQ(file.settings.limits.auth_timeout, std::chrono::seconds(7));
  // An empty list lets nobody in; no list, everybody.
  EXPECT_EQ(reach.tls_allowed_dn_list, std::vector<std::string>{});
  EXPECT_EQ(reach.sasl_allowed_username_list, std::nullopt);
}

TEST(Settings, WhatNobodyCanReachIsRefused) {
  EXPECT_EQ(error_of("listen_tls = 2"), "F:1:1: listen_tls is 2, and must be from 0 to 1");
  EXPECT_EQ(error_of("tcp_port = 16509"), "F:1:1: tcp_port must be a port in quotes, \"16509\"");
  EXPECT_EQ(error_of("tls_port = '65536'"),
            "F:1:1: tls_port is \"65536\", and must be from 1 to 65535");
  for (const char* port : {"0", "99999", "99999999999"}) {
    EXPECT_NE(error_of(fmt::format("tcp_port = '{}'", port)), "no error") << port;
  }
  EXPECT_EQ(error_of("tcp_port = '65535'"), "no error");
  EXPECT_EQ(error_of("auth_tcp = 'polkit'"), "F:1:1: auth_tcp must be \"none\" or \"sasl\"");
  EXPECT_EQ(error_of("auth_unix_rw = 'password'"),
            "F:1:1: auth_unix_rw must be \"none\" or \"sasl\", or \"polkit\"");
  EXPECT_EQ(error_of("ca_file = 'cacert.pem'"),
            "F:1:1: ca_file is \"cacert.pem\", and must be absolute");
}

TEST(Settings, KeepaliveIsInSecondsOrOff) {
  using std::chrono::seconds;
  const auto interval = [](const std::string& text) {
    return read_settings("F", text).settings.limits.keepalive_interval;
  };
  EXPECT_EQ(interval(""), seconds(5));
  EXPECT_EQ(interval("keepalive_interval = 30"), seconds(30));
  EXPECT_EQ(interval("keepalive_interval = 0"), std::nullopt);
  EXPECT_EQ(interval("keepalive_interval = -1"), std::nullopt);
  EXPECT_NE(error_of("keepalive_interval = -2"), "no error");
  EXPECT_NE(error_of("keepalive_interval = 86401"), "no error");
  EXPECT_EQ(read_settings("F", "keepalive_count = 0").settings.limits.keepalive_count, 0U);
}

TEST(Settings, MemoryHasALimitOrNone) {
  const auto limit = [](const char* text) {
    return read_settings("F", text).settings.limits.memory_bytes;
  };
  EXPECT_EQ(limit(""), std::nullopt);
  EXPECT_EQ(limit("memory_limit = 0"), std::nullopt);
  EXPECT_EQ(limit("memory_limit = 64"), 64U * 1'048'576);
  EXPECT_EQ(error_of("memory_limit = 63"),
            "F:1:1: memory_limit is 63, and must be 0 or from 64 to 16777216");
  EXPECT_NE(error_of("memory_limit = -1"), "no error");
  EXPECT_NE(error_of("memory_limit = 16777217"), "no error");
}

TEST(Settings, LogFiltersAndOutputsAreRead) {
  const SettingsFile file =
      read_settings("F",
                    "log_filters = \"1:core 4:libvirt\"\nlog_outputs = '2:stderr 3:file:/a'\n"
                    "log_rate_limit = 0\n");
  ASSERT_FALSE(file.error) << *file.error;
  ASSERT_EQ(file.settings.log_filters.size(), 2U);
  EXPECT_EQ(file.settings.log_filters[0], (LogFilter{LogLevel::debug, "core"}));
  ASSERT_EQ(file.settings.log_outputs.size(), 2U);
  EXPECT_EQ(file.settings.log_outputs[1].data, "/a");
  EXPECT_EQ(file.settings.log_rate_limit, 0U);
  EXPECT_EQ(error_of("log_outputs = '1:disk'"),
            "F:1:1: log_outputs is wrong: the output \"1:disk\" is none of stderr, file, syslog "
            "and journald");
  EXPECT_EQ(error_of("log_filters = '7:x'"),
            "F:1:1: log_filters is wrong: the filter \"7:x\" must have a level from 1 to 4");
}

TEST(Settings, KeysWithoutEffectAreNoted) {
  const SettingsFile file = read_settings("F", "\nlog_buffer_size = 64\n");
  EXPECT_FALSE(file.error);
  ASSERT_EQ(file.notes.size(), 1U);
  EXPECT_TRUE(file.notes[0].starts_with("F:2:1: log_buffer_size has no effect: "));
}

TEST(Settings, UnknownKeysAreRefusedWithTheNearest) {
  EXPECT_EQ(error_of("max_client = 3"), "F:1:1: unknown key max_client; did you mean max_clients?");
  EXPECT_EQ(error_of("prio_worker = 3"),
            "F:1:1: unknown key prio_worker; did you mean prio_workers?");
  EXPECT_EQ(error_of("completely_different = 3"), "F:1:1: unknown key completely_different");
}

TEST(Settings, TheFirstErrorOfTheFileIsReported) {
  EXPECT_EQ(error_of("max_clients = 0\nx x"),
            "F:1:1: max_clients is 0, and must be from 1 to 1000000");
  EXPECT_EQ(error_of("max_clients = 1\nx x\nmax_workers = 0"),
            "F:2:3: expected '=' after x, found 'x'");
}

TEST(Settings, KeysAreSortedSoThatEachIsFound) {
  EXPECT_TRUE(std::ranges::is_sorted(known_keys(), {}, &Key::name));
  for (const Key& key : known_keys()) EXPECT_EQ(find_key(key.name), &key);
  EXPECT_EQ(find_key("no_such_key"), nullptr);
  EXPECT_EQ(find_key(""), nullptr);
}

TEST(Settings, FilesThatCannotBeReadAreRefused) {
  EXPECT_EQ(load_settings("/no/such/file").error.value_or(""),
            "/no/such/file: cannot be read: No such file or directory");
  EXPECT_TRUE(load_settings("/").error.has_value());
}

// What the daemon is delivered with.
std::string installed_file() {
  std::ifstream file(INTERLEAVED_CONF);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The same with each line that shows a default made effective.
std::string uncommented(const std::string& text) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    const bool shows = line.size() > 1 && line[0] == '#' && line[1] != ' ' && line[1] != '#';
    result += (shows ? line.substr(1) : line) + "\n";
  }
  return result;
}

TEST(Settings, RulesForUrisAreReadExactly) {
  EXPECT_EQ(error_of("uri_map = [ \"a=b\" ]"),
            "F:1:1: uri_map contains \"a=b\", and must have items of the form \"URI = URI\", with "
            "blanks around the sign");
  for (const char* item : {" = b", "a = ", "a", "a =b"}) {
    EXPECT_NE(error_of(fmt::format("uri_map = [ \"{}\" ]", item)), "no error") << item;
  }
  EXPECT_EQ(error_of("uri_map = [ \"a = b\", \"a = c\" ]"), "F:1:1: uri_map says twice what a is");
  EXPECT_EQ(error_of("run_as_group = \"g\""), "run_as_group = \"g\" needs a run_as_user");
}

TEST(Settings, WhatWaitsForAStartIsNamed) {
  const SettingsFile started = read_settings("F", "max_clients = 3\nuri_default = 'test:///x'");
  const std::vector<Override> overrides = {{"unix_sock_dir", "/d"}};
  const SettingsFile now = read_settings(
      "F", "max_clients = 4\nuri_default = 'test:///y'\nlog_level = 1\nprio_workers = 2",
      overrides);
  EXPECT_EQ(waiting_for_a_start(started, now),
            (std::vector<std::string>{"unix_sock_dir", "uri_default"}));
  EXPECT_TRUE(waiting_for_a_start(started, started).empty());
}

TEST(Settings, KeysThatAReloadChangesAreKnown) {
  std::size_t live = 0;
  for (const Key& key : known_keys()) live += is_live(key.name) ? 1U : 0U;
  EXPECT_EQ(live, live_keys().size());
}

TEST(InstalledFile, IsReadAsItIs) {
  const SettingsFile file = load_settings(INTERLEAVED_CONF);
  EXPECT_EQ(file.error.value_or(""), "");
  EXPECT_TRUE(file.notes.empty());
}

TEST(InstalledFile, ShowsTheDefaults) {
  const SettingsFile file = read_settings("F", uncommented(installed_file()));
  ASSERT_EQ(file.error.value_or(""), "");
  const Settings shown = file.settings;
  const Settings defaults;
  EXPECT_EQ(shown.limits.min_workers, defaults.limits.min_workers);
  EXPECT_EQ(shown.limits.max_workers, defaults.limits.max_workers);
  EXPECT_EQ(shown.limits.prio_workers, defaults.limits.prio_workers);
  EXPECT_EQ(shown.limits.max_clients, defaults.limits.max_clients);
  EXPECT_EQ(shown.limits.max_client_requests, defaults.limits.max_client_requests);
  EXPECT_EQ(shown.limits.worker_idle, defaults.limits.worker_idle);
  EXPECT_EQ(shown.limits.drain_deadline, defaults.limits.drain_deadline);
  EXPECT_EQ(shown.max_queued_clients, defaults.max_queued_clients);
  EXPECT_EQ(shown.limits.max_anonymous_clients, defaults.limits.max_anonymous_clients);
  EXPECT_EQ(shown.limits.auth_timeout, defaults.limits.auth_timeout);
  EXPECT_EQ(shown.reach.listen_tcp, defaults.reach.listen_tcp);
  EXPECT_EQ(shown.reach.listen_tls, defaults.reach.listen_tls);
  EXPECT_EQ(shown.reach.listen_addr, defaults.reach.listen_addr);
  EXPECT_EQ(shown.reach.tcp_port, defaults.reach.tcp_port);
  EXPECT_EQ(shown.reach.tls_port, defaults.reach.tls_port);
  EXPECT_EQ(shown.reach.auth_unix_ro, defaults.reach.auth_unix_ro);
  EXPECT_EQ(shown.reach.auth_unix_rw, defaults.reach.auth_unix_rw);
  EXPECT_EQ(shown.reach.auth_tcp, defaults.reach.auth_tcp);
  EXPECT_EQ(shown.reach.auth_tls, defaults.reach.auth_tls);
  EXPECT_EQ(shown.reach.tcp_min_ssf, defaults.reach.tcp_min_ssf);
  EXPECT_EQ(shown.reach.ca_file, defaults.reach.ca_file);
  EXPECT_EQ(shown.reach.crl_file, defaults.reach.crl_file);
  EXPECT_EQ(shown.reach.cert_file, defaults.reach.cert_file);
  EXPECT_EQ(shown.reach.key_file, defaults.reach.key_file);
  EXPECT_EQ(shown.reach.tls_no_verify_certificate, defaults.reach.tls_no_verify_certificate);
  EXPECT_EQ(shown.reach.tls_no_sanity_certificate, defaults.reach.tls_no_sanity_certificate);
  EXPECT_EQ(shown.reach.tls_priority, defaults.reach.tls_priority);
  EXPECT_EQ(shown.unix_sock_dir, defaults.unix_sock_dir);
  EXPECT_EQ(shown.unix_sock_group, defaults.unix_sock_group);
  EXPECT_EQ(shown.unix_sock_ro_perms, defaults.unix_sock_ro_perms);
  EXPECT_EQ(shown.unix_sock_rw_perms, defaults.unix_sock_rw_perms);
  EXPECT_EQ(shown.log_level, defaults.log_level);
  EXPECT_EQ(shown.uri_schemes, defaults.uri_schemes);
  EXPECT_EQ(shown.uri_default, defaults.uri_default);
  EXPECT_EQ(shown.uri_keep_open, defaults.uri_keep_open);
}

TEST(InstalledFile, DocumentsEveryKey) {
  const std::string text = installed_file();
  for (const Key& key : known_keys()) {
    EXPECT_NE(text.find(key.name), std::string::npos) << key.name;
  }
}

RC_GTEST_PROP(SettingsProperties, NumbersArriveExactlyOrAreRefused, (std::int64_t value)) {
  const SettingsFile file = read_settings("F", "max_clients = " + std::to_string(value));
  const bool allowed = value >= 1 && value <= 1'000'000;
  RC_ASSERT(file.error.has_value() != allowed);
  if (allowed) RC_ASSERT(std::cmp_equal(file.settings.limits.max_clients, value));
}

RC_GTEST_PROP(SettingsProperties, HintsNameKnownKeys, (const std::string& name)) {
  const std::string_view hint = nearest_key(name);
  const bool known = hint.empty() || find_key(hint) != nullptr;
  RC_ASSERT(known);
}

}  // namespace
}  // namespace interleave::daemon
