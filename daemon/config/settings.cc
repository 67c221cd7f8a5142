#include "daemon/config/settings.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "daemon/config/conf_file.h"
#include "daemon/config/keys.h"

namespace interleave::daemon {
namespace {

constexpr std::string_view kCommandLine = "command line";

std::string unknown_key(std::string_view key) {
  const std::string_view hint = nearest_key(key);
  return hint.empty() ? fmt::format("unknown key {}", key)
                      : fmt::format("unknown key {}; did you mean {}?", key, hint);
}

// A value in the form of the file.
std::string written(const ConfScalar& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  return number != nullptr ? fmt::to_string(*number) : '"' + std::get<std::string>(value) + '"';
}

std::string written(const ConfValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return '"' + *text + '"';
  std::string list;
  for (const ConfScalar& item : std::get<ConfList>(value)) list += written(item) + ", ";
  return "[ " + list + "]";
}

bool is_refused(const Applied& applied) {
  return applied.kind == Applied::Kind::refused || applied.kind == Applied::Kind::wrong_kind;
}

// Applies one entry; what is wrong with it, if anything.
std::optional<ConfError> apply(const ConfEntry& entry, std::string_view file,
                               SettingsFile& result) {
  const Key* key = find_key(entry.key);
  if (key == nullptr) return ConfError{entry.at, unknown_key(entry.key)};
  const Applied applied = key->apply(entry.value, result.settings);
  const ConfError said{entry.at, fmt::format("{} {}", entry.key, applied.message)};
  if (is_refused(applied)) return said;
  if (applied.kind == Applied::Kind::without_effect) result.notes.push_back(describe(file, said));
  result.values[entry.key] = written(entry.value);
  return std::nullopt;
}

// The same for what the command line sets; the text of what is wrong.
std::optional<std::string> apply(const Override& set, SettingsFile& result) {
  const Key* key = find_key(set.key);
  if (key == nullptr) return unknown_key(set.key);
  const Applied applied = apply_text(*key, set.text, result.settings);
  const std::string said = fmt::format("{}: {} {}", kCommandLine, set.key, applied.message);
  if (is_refused(applied)) return said;
  if (applied.kind == Applied::Kind::without_effect) result.notes.push_back(said);
  result.values[set.key] = set.text;
  return std::nullopt;
}

// "max_workers = 3 (the default)", and where it was set, if it was: "FILE:LINE:COLUMN".
struct Named {
  std::string text;
  std::string where;
};

class Sources {
 public:
  Sources(std::string_view file_name, const ConfFile& file, std::span<const Override> overrides)
      : file_name_(file_name), file_(file), overrides_(overrides) {}

  [[nodiscard]] Named named(std::string_view key, std::size_t value) const {
    const auto same = [key](const auto& entry) { return entry.key == key; };
    const std::string text = fmt::format("{} = {}", key, value);
    if (std::ranges::any_of(overrides_, same)) return {text, std::string(kCommandLine)};
    const auto set = std::ranges::find_if(file_.entries, same);
    if (set == file_.entries.end()) return {text + " (the default)", {}};
    return {text, fmt::format("{}:{}:{}", file_name_, set->at.line, set->at.column)};
  }

 private:
  const std::string_view file_name_;
  const ConfFile& file_;
  const std::span<const Override> overrides_;
};

// Rules between several keys.
std::optional<std::string> contradiction(const Sources& sources, const Settings& settings) {
  const Limits& limits = settings.limits;
  if (limits.min_workers > limits.max_workers) {
    const Named least = sources.named("min_workers", limits.min_workers);
    const Named most = sources.named("max_workers", limits.max_workers);
    // One of them is set, since the defaults agree.
    return fmt::format("{}: {} is above {}", most.where.empty() ? least.where : most.where,
                       least.text, most.text);
  }
  if (!settings.run_as_group.empty() && settings.run_as_user.empty()) {
    return fmt::format("run_as_group = \"{}\" needs a run_as_user", settings.run_as_group);
  }
  // Names of certificates that nobody has checked are worth nothing.
  if (settings.reach.tls_no_verify_certificate && settings.reach.tls_allowed_dn_list) {
    return "tls_allowed_dn_list needs verified certificates, and tls_no_verify_certificate = 1";
  }
  return std::nullopt;
}

}  // namespace

SettingsFile read_settings(std::string_view file_name, std::string_view text,
                           std::span<const Override> overrides) {
  SettingsFile result;
  const ConfFile file = parse_conf(text);
  std::optional<ConfError> error = file.error;
  for (const ConfEntry& entry : file.entries) {
    // The first error of the file, in the order of its lines.
    if (auto wrong = apply(entry, file_name, result)) {
      error = std::move(wrong);
      break;
    }
  }
  if (error) result.error = describe(file_name, *error);
  for (const Override& set : overrides) {
    if (!result.error) result.error = apply(set, result);
  }
  if (!result.error) {
    result.error = contradiction(Sources(file_name, file, overrides), result.settings);
  }
  return result;
}

std::vector<std::string> waiting_for_a_start(const SettingsFile& started, const SettingsFile& now) {
  std::map<std::string, std::string> changed;
  std::ranges::set_symmetric_difference(started.values, now.values,
                                        std::inserter(changed, changed.end()));
  std::vector<std::string> keys;
  for (const auto& [key, value] : changed) {
    if (!is_live(key)) keys.push_back(key);
  }
  return keys;
}

SettingsFile load_settings(const std::string& path, std::span<const Override> overrides) {
  constexpr std::size_t kMostBytes = 1'048'576;
  SettingsFile failed;
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text(kMostBytes + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.is_open() || file.bad() || (file.fail() && !file.eof())) {
    failed.error = fmt::format("{}: cannot be read: {}", path, std::strerror(errno));
    return failed;
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMostBytes) {
    failed.error = fmt::format("{}: is larger than a MiB", path);
    return failed;
  }
  return read_settings(path, text, overrides);
}

}  // namespace interleave::daemon
