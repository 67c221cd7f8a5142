#include "daemon/log/filters.h"

#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "daemon/core/wildcard.h"

namespace interleave::daemon {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t begin = text.find_first_not_of(" \t\n");
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    const std::size_t size = text.find_first_of(" \t\n");
    words.push_back(text.substr(0, size));
    if (size == std::string_view::npos) return words;
    text.remove_prefix(size);
  }
}

std::variant<LogLevel, std::string> take_level(std::string_view& text) {
  if (text.size() < 2 || text[1] != ':') return std::string("must start with a level and a colon");
  if (text[0] < '1' || text[0] > '4') return std::string("must have a level from 1 to 4");
  const auto level = static_cast<LogLevel>(text[0] - '0');
  text.remove_prefix(2);
  return level;
}

std::variant<std::vector<LogFilter>, std::string> parse_log_filters(std::string_view text) {
  std::vector<LogFilter> filters;
  for (const std::string_view word : words_of(text)) {
    std::string_view match = word;
    const auto level = take_level(match);
    if (const auto* wrong = std::get_if<std::string>(&level)) {
      return fmt::format("the filter \"{}\" {}", word, *wrong);
    }
    if (match.empty()) return fmt::format("the filter \"{}\" matches no source", word);
    if (match.front() == '+') {
      return fmt::format("the filter \"{}\" asks for stack traces, which there are not", word);
    }
    filters.push_back({std::get<LogLevel>(level), std::string(match)});
  }
  return filters;
}

LogLevel level_of(std::string_view source, const std::vector<LogFilter>& filters,
                  LogLevel otherwise) {
  for (const LogFilter& filter : filters) {
    if (matches_wildcard(fmt::format("*{}*", filter.match), source)) return filter.level;
  }
  return otherwise;
}

}  // namespace interleave::daemon
