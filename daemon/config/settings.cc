#include "daemon/config/settings.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "daemon/config/conf_file.h"
#include "daemon/config/keys.h"

namespace interleave::daemon {
namespace {

std::string unknown_key(std::string_view key) {
  const std::string_view hint = nearest_key(key);
  return hint.empty() ? fmt::format("unknown key {}", key)
                      : fmt::format("unknown key {}; did you mean {}?", key, hint);
}

// Applies one entry; what is wrong with it, if anything.
std::optional<ConfError> apply(const ConfEntry& entry, std::string_view file,
                               SettingsFile& result) {
  const Key* key = find_key(entry.key);
  if (key == nullptr) return ConfError{entry.at, unknown_key(entry.key)};
  const Applied applied = key->apply(entry.value, result.settings);
  const ConfError said{entry.at, fmt::format("{} {}", entry.key, applied.message)};
  if (applied.kind == Applied::Kind::refused) return said;
  if (applied.kind == Applied::Kind::without_effect) result.notes.push_back(describe(file, said));
  return std::nullopt;
}

// "max_workers = 3 (the default)", and where it was set, if it was.
struct Named {
  std::string text;
  std::optional<ConfPosition> at;
};

Named named(const ConfFile& file, std::string_view key, std::size_t value) {
  const auto same = [key](const ConfEntry& entry) { return entry.key == key; };
  const auto set = std::ranges::find_if(file.entries, same);
  if (set == file.entries.end()) return {fmt::format("{} = {} (the default)", key, value), {}};
  return {fmt::format("{} = {}", key, value), set->at};
}

// Rules between several keys.
std::optional<ConfError> contradiction(const ConfFile& file, const Settings& settings) {
  const Limits& limits = settings.limits;
  if (limits.min_workers <= limits.max_workers) return std::nullopt;
  const Named least = named(file, "min_workers", limits.min_workers);
  const Named most = named(file, "max_workers", limits.max_workers);
  // One of them is set, since the defaults agree.
  const ConfPosition where = most.at ? *most.at : least.at.value_or(ConfPosition{});
  return ConfError{where, fmt::format("{} is above {}", least.text, most.text)};
}

}  // namespace

SettingsFile read_settings(std::string_view file_name, std::string_view text) {
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
  if (!error) error = contradiction(file, result.settings);
  if (error) result.error = describe(file_name, *error);
  return result;
}

SettingsFile load_settings(const std::string& path) {
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
  return read_settings(path, text);
}

}  // namespace interleave::daemon
