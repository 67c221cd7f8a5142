// The syntax of libvirtd.conf: one "key = value" a line, with comments.
//
//   value:  123  -1  "text"  'text'  """text over
//           several lines"""  [ "a", "b", 3 ]
//
// Strings know no escapes. A list may go over several lines, with comments in it and a comma at its
// end. A comment starts with # and ends with the line.
#ifndef INTERLEAVE_DAEMON_CONFIG_CONF_FILE_H_
#define INTERLEAVE_DAEMON_CONFIG_CONF_FILE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace interleave::daemon {

// Counted from 1; a column is a byte.
struct ConfPosition {
  std::size_t line = 1;
  std::size_t column = 1;
  bool operator==(const ConfPosition&) const = default;
};

using ConfScalar = std::variant<std::int64_t, std::string>;
using ConfList = std::vector<ConfScalar>;
using ConfValue = std::variant<std::int64_t, std::string, ConfList>;

struct ConfEntry {
  std::string key;
  ConfValue value;
  ConfPosition at;  // of the key
};

struct ConfError {
  ConfPosition at;
  std::string message;
};

struct ConfFile {
  std::vector<ConfEntry> entries;  // in the order of the file, each key once
  std::optional<ConfError> error;  // the first one; `entries` are those before it
};

// Reads any text, whatever is in it.
ConfFile parse_conf(std::string_view text);

// "FILE:LINE:COLUMN: MESSAGE".
std::string describe(std::string_view file, const ConfError& error);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_CONF_FILE_H_
