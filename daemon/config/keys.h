// The keys of libvirtd.conf, each with what this daemon makes of it. Internal to daemon/config.
#ifndef INTERLEAVE_DAEMON_CONFIG_KEYS_H_
#define INTERLEAVE_DAEMON_CONFIG_KEYS_H_

#include <span>
#include <string>
#include <string_view>

#include "daemon/config/conf_file.h"
#include "daemon/config/settings.h"

namespace interleave::daemon {

// What became of a value.
struct Applied {
  enum class Kind { honoured, without_effect, refused, wrong_kind };  // the last is refused as well
  Kind kind = Kind::honoured;
  std::string message;  // why, unless it is honoured
};

struct Key {
  std::string_view name;
  Applied (*apply)(const ConfValue& value, Settings& settings);
};

// All of them, sorted by name.
std::span<const Key> known_keys();

// The keys whose change a reload follows; others take effect at the next start.
std::span<const std::string_view> live_keys();
bool is_live(std::string_view key);

// The value as the command line gives it, without quotes or brackets: a list's items have commas
// between them. Of the kinds that the text can be read as, the one that the key takes.
Applied apply_text(const Key& key, std::string_view text, Settings& settings);

// Null where there is none of that name.
const Key* find_key(std::string_view name);

// The known key that `name` may have been meant to be; empty when none is near.
std::string_view nearest_key(std::string_view name);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_KEYS_H_
