#include "daemon/config/values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace interleave::daemon {
namespace {

Applied refused(std::string message) {
  return {Applied::Kind::refused, std::move(message)};
}

Applied wrong_kind(std::string_view wanted) {
  return {Applied::Kind::wrong_kind, fmt::format("must be {}", wanted)};
}

Applied without_effect(std::string_view why) {
  return {Applied::Kind::without_effect, fmt::format("has no effect: {}", why)};
}

Applied not_supported(std::string_view value, std::string_view why) {
  return refused(fmt::format("= {} is not supported: {}", value, why));
}

// A string into `to`, by a reader that gives the value or what is wrong with it.
template <class T, class Read>
Applied read_text(const ConfValue& value, T& to, Read read) {
  std::string given;
  Applied applied = text(value, given);
  if (applied.kind != Applied::Kind::honoured) return applied;
  auto parsed = read(given);
  if (auto* wrong = std::get_if<std::string>(&parsed)) return refused("is wrong: " + *wrong);
  to = std::move(std::get<T>(parsed));
  return {};
}

constexpr std::string_view kNumber = "a number without quotes";
constexpr std::string_view kText = "a string in quotes";
constexpr std::string_view kList = "a list of strings in brackets";

}  // namespace

Applied number(const ConfValue& value, std::size_t least, std::size_t most, std::size_t& to) {
  const auto* given = std::get_if<std::int64_t>(&value);
  if (given == nullptr) return wrong_kind(kNumber);
  if (*given < 0 || static_cast<std::uint64_t>(*given) < least ||
      static_cast<std::uint64_t>(*given) > most) {
    return refused(fmt::format("is {}, and must be from {} to {}", *given, least, most));
  }
  to = static_cast<std::size_t>(*given);
  return {};
}

Applied seconds(const ConfValue& value, std::size_t least, std::size_t most, Duration& to) {
  std::size_t count = 0;
  Applied applied = number(value, least, most, count);
  if (applied.kind == Applied::Kind::honoured) to = std::chrono::seconds(count);
  return applied;
}

Applied seconds_or_never(const ConfValue& value, std::size_t most, std::optional<Duration>& to) {
  const auto* given = std::get_if<std::int64_t>(&value);
  if (given == nullptr) return wrong_kind(kNumber);
  if (*given < -1 || (*given > 0 && static_cast<std::uint64_t>(*given) > most)) {
    return refused(fmt::format("is {}, and must be from -1 to {}", *given, most));
  }
  to = std::nullopt;
  if (*given > 0) to = std::chrono::seconds(*given);
  return {};
}

Applied mebibytes(const ConfValue& value, std::size_t least, std::size_t most,
                  std::optional<std::size_t>& to) {
  const auto* given = std::get_if<std::int64_t>(&value);
  if (given == nullptr) return wrong_kind(kNumber);
  to = std::nullopt;
  if (*given == 0) return {};
  if (!std::in_range<std::size_t>(*given) || static_cast<std::size_t>(*given) < least ||
      static_cast<std::size_t>(*given) > most) {
    return refused(fmt::format("is {}, and must be 0 or from {} to {}", *given, least, most));
  }
  to = static_cast<std::size_t>(*given) * 1'048'576;
  return {};
}

Applied text(const ConfValue& value, std::string& to) {
  const auto* given = std::get_if<std::string>(&value);
  if (given == nullptr) return wrong_kind(kText);
  if (given->find('\0') != std::string::npos) return refused("contains a NUL byte");
  to = *given;
  return {};
}

Applied texts(const ConfValue& value, std::vector<std::string>& to) {
  const auto* given = std::get_if<ConfList>(&value);
  if (given == nullptr) return wrong_kind(kList);
  std::vector<std::string> items;
  for (const ConfScalar& item : *given) {
    const auto* text = std::get_if<std::string>(&item);
    if (text == nullptr || text->empty()) return wrong_kind(kList);
    items.push_back(*text);
  }
  to = std::move(items);
  return {};
}

Applied uri_rules(const ConfValue& value, std::vector<UriRule>& to) {
  constexpr std::string_view kBetween = " = ";
  std::vector<std::string> items;
  Applied applied = texts(value, items);
  if (applied.kind != Applied::Kind::honoured) return applied;
  std::vector<UriRule> rules;
  for (const std::string& item : items) {
    const std::size_t at = item.find(kBetween);
    if (at == std::string::npos || at == 0 || at + kBetween.size() == item.size()) {
      return refused(
          fmt::format("contains \"{}\", and must have items of the form "
                      "\"URI = URI\", with blanks around the sign",
                      item));
    }
    rules.push_back({item.substr(0, at), item.substr(at + kBetween.size())});
    const auto same = [&](const UriRule& rule) { return rule.from == rules.back().from; };
    if (std::ranges::count_if(rules, same) > 1) {
      return refused(fmt::format("says twice what {} is", rules.back().from));
    }
  }
  to = std::move(rules);
  return {};
}

Applied directory(const ConfValue& value, std::string& to) {
  std::string given;
  Applied applied = text(value, given);
  if (applied.kind != Applied::Kind::honoured) return applied;
  if (!given.starts_with('/'))
    return refused(fmt::format("is \"{}\", and must be absolute", given));
  to = std::move(given);
  return {};
}

Applied permissions(const ConfValue& value, unsigned& to) {
  const auto* given = std::get_if<std::string>(&value);
  const char* const wanted = "permissions as octal digits in quotes, \"0700\" to \"0777\"";
  if (given == nullptr || given->empty() || given->size() > 4) return wrong_kind(wanted);
  unsigned mode = 0;
  for (const char digit : *given) {
    if (digit < '0' || digit > '7') return wrong_kind(wanted);
    mode = mode * 8 + static_cast<unsigned>(digit - '0');
  }
  if (mode > 0777) return wrong_kind(wanted);
  to = mode;
  return {};
}

Applied flag(const ConfValue& value, bool& to) {
  std::size_t given = 0;
  Applied applied = number(value, 0, 1, given);
  if (applied.kind == Applied::Kind::honoured) to = given == 1;
  return applied;
}

Applied port(const ConfValue& value, std::string& to) {
  const auto* given = std::get_if<std::string>(&value);
  if (given == nullptr || given->empty()) return wrong_kind("a port in quotes, \"16509\"");
  constexpr unsigned kMost = 65'535;
  unsigned number = 0;
  const char* const end = given->data() + given->size();
  const auto [last, error] = std::from_chars(given->data(), end, number);
  // The system's own reader drops the upper bits of a number that is too large. What is no number
  // is the name of a service.
  if (last == end && (error != std::errc() || number < 1 || number > kMost)) {
    return refused(fmt::format("is \"{}\", and must be from 1 to {}", *given, kMost));
  }
  return text(value, to);
}

Applied login(const ConfValue& value, Login& to) {
  if (value == ConfValue(std::string("polkit"))) {
    to = Login::polkit;
    return {};
  }
  Applied applied = remote_login(value, to);
  if (applied.kind != Applied::Kind::honoured) applied.message += ", or \"polkit\"";
  return applied;
}

Applied remote_login(const ConfValue& value, Login& to) {
  const auto* given = std::get_if<std::string>(&value);
  if (given == nullptr) return wrong_kind("\"none\" or \"sasl\"");
  if (*given != "none" && *given != "sasl") return refused("must be \"none\" or \"sasl\"");
  to = *given == "sasl" ? Login::sasl : Login::none;
  return {};
}

Applied level(const ConfValue& value, LogLevel& to) {
  std::size_t given = 0;
  Applied applied = number(value, 1, 4, given);
  if (applied.kind == Applied::Kind::honoured) to = static_cast<LogLevel>(given);
  return applied;
}

Applied log_filters(const ConfValue& value, std::vector<LogFilter>& to) {
  return read_text(value, to, parse_log_filters);
}

Applied log_outputs(const ConfValue& value, std::vector<OutputSpec>& to) {
  return read_text(value, to, parse_log_outputs);
}

Applied only_number(const ConfValue& value, std::int64_t allowed, std::string_view why) {
  const auto* given = std::get_if<std::int64_t>(&value);
  if (given == nullptr) return wrong_kind(kNumber);
  return *given == allowed ? Applied{} : not_supported(fmt::to_string(*given), why);
}

Applied only_text(const ConfValue& value, std::string_view allowed, std::string_view why) {
  const auto* given = std::get_if<std::string>(&value);
  if (given == nullptr) return wrong_kind(kText);
  return *given == allowed ? Applied{} : not_supported(fmt::format("\"{}\"", *given), why);
}

Applied only_empty_list(const ConfValue& value, std::string_view why) {
  const auto* given = std::get_if<ConfList>(&value);
  if (given == nullptr) return wrong_kind(kList);
  return given->empty() ? Applied{} : not_supported("[ ... ]", why);
}

Applied unused_number(const ConfValue& value, std::string_view why) {
  return std::holds_alternative<std::int64_t>(value) ? without_effect(why) : wrong_kind(kNumber);
}

Applied unused_text(const ConfValue& value, std::string_view why) {
  return std::holds_alternative<std::string>(value) ? without_effect(why) : wrong_kind(kText);
}

}  // namespace interleave::daemon
