#include "proptests/scenarios/toy/parameters.h"

#include <charconv>
#include <system_error>

#include <fmt/format.h>

namespace interleave::proptests::toy {
namespace {

constexpr std::uint32_t kMost = 100;

// Takes "name=value" off the front of `text`, and the space after it.
std::optional<std::uint32_t> take(std::string_view& text, std::string_view name) {
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  if (text.starts_with(' ')) text.remove_prefix(1);
  if (!word.starts_with(name) || word.substr(name.size(), 1) != "=") return std::nullopt;
  const std::string_view digits = word.substr(name.size() + 1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (value < 1 || value > kMost) return std::nullopt;
  return value;
}

}  // namespace

std::string to_text(std::initializer_list<Parameter> parameters) {
  std::string text;
  for (const Parameter& each : parameters) {
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", each.name, each.value);
  }
  return text;
}

std::optional<std::vector<std::uint32_t>> parse(std::string_view text,
                                                std::initializer_list<std::string_view> names) {
  std::vector<std::uint32_t> values;
  for (const std::string_view name : names) {
    const std::optional<std::uint32_t> value = take(text, name);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  if (!text.empty()) return std::nullopt;
  return values;
}

}  // namespace interleave::proptests::toy
