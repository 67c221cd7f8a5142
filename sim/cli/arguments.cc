#include "sim/cli/arguments.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace interleave::sim {
namespace {

const OptionSpec* find(std::span<const OptionSpec> known, std::string_view name) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [name](const OptionSpec& spec) { return spec.name == name; });
  return found == known.end() ? nullptr : &*found;
}

UsageError unknown_option(std::span<const OptionSpec> known, std::string_view name) {
  std::vector<std::string_view> names;
  for (const OptionSpec& spec : known) names.push_back(spec.name);
  return {fmt::format("unknown option {}; allowed: {}", name, fmt::join(names, ", "))};
}

template <class Number, class... Base>
std::optional<Number> parse_whole(std::string_view text, Base... base) {
  Number number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base...);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::variant<Arguments, UsageError> Arguments::parse(std::span<const OptionSpec> known,
                                                     std::span<const std::string_view> words) {
  Arguments arguments;
  bool options_ended = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (options_ended || !word.starts_with('-') || word == "-") {
      arguments.rest_.emplace_back(word);
      continue;
    }
    if (word == "--") {
      options_ended = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const OptionSpec* spec = find(known, name);
    if (spec == nullptr) return unknown_option(known, name);
    if (arguments.has(name)) return UsageError{fmt::format("{} is given twice", name)};
    std::string_view value;
    if (spec->value.empty()) {
      if (equals != std::string_view::npos) {
        return UsageError{fmt::format("{} takes no value", name)};
      }
    } else if (equals != std::string_view::npos) {
      value = word.substr(equals + 1);
    } else if (++i < words.size()) {
      value = words[i];
    } else {
      return UsageError{fmt::format("{} needs a value: {} {}", name, name, spec->value)};
    }
    arguments.options_.emplace_back(name, value);
  }
  return arguments;
}

std::optional<std::string_view> Arguments::value(std::string_view option) const {
  for (const auto& [name, value] : options_) {
    if (name == option) return value;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) {
    return parse_whole<std::uint64_t>(text.substr(2), 16);
  }
  return parse_whole<std::uint64_t>(text, 10);
}

std::optional<std::chrono::nanoseconds> parse_seconds(std::string_view text) {
  constexpr double kYear = 365.0 * 24 * 60 * 60;
  const std::optional<double> seconds = parse_whole<double>(text);
  // Written so that "nan" is refused as well.
  if (!seconds || !(*seconds > 0 && *seconds <= kYear)) return std::nullopt;
  return std::chrono::nanoseconds(static_cast<std::int64_t>(*seconds * 1e9));
}

}  // namespace interleave::sim
