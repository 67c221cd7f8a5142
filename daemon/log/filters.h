// Which level a source's lines need to be kept: the key log_filters.
#ifndef INTERLEAVE_DAEMON_LOG_FILTERS_H_
#define INTERLEAVE_DAEMON_LOG_FILTERS_H_

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/core/log.h"

namespace interleave::daemon {

// One item of the list.
struct LogFilter {
  LogLevel level = LogLevel::warning;
  // Part of a source's name, in which * stands for any characters and ? for one.
  std::string match;
  bool operator==(const LogFilter&) const = default;
};

// Reads libvirt's syntax: "1:core.traffic 3:libvirt", items of level and match with spaces between
// them. The other alternative is what is wrong, in one line.
std::variant<std::vector<LogFilter>, std::string> parse_log_filters(std::string_view text);

// The level from which on lines of `source` are kept: that of the first filter that matches, or
// `otherwise`.
LogLevel level_of(std::string_view source, const std::vector<LogFilter>& filters,
                  LogLevel otherwise);

// The level at the start of "3:rest", which is left in `text`; the other alternative is what is
// wrong with it.
std::variant<LogLevel, std::string> take_level(std::string_view& text);

// The parts of a text between its spaces, none of them empty.
std::vector<std::string_view> words_of(std::string_view text);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_FILTERS_H_
