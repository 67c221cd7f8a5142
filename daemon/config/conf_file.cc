#include "daemon/config/conf_file.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace interleave::daemon {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_key_char(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '.';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}

// How a character is called in a message.
std::string quoted(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x7f ? fmt::format("byte 0x{:02x}", byte) : fmt::format("'{}'", c);
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  ConfFile run() {
    skip_blanks_and_lines();
    while (!at_end() && statement()) skip_blanks_and_lines();
    return std::move(file_);
  }

 private:
  bool statement();
  bool key(std::string& into);
  std::optional<ConfValue> value();
  std::optional<ConfValue> list();
  std::optional<ConfScalar> scalar();
  std::optional<std::string> string();
  std::optional<std::string> long_string();
  std::optional<std::int64_t> integer();

  [[nodiscard]] bool at_end() const { return next_ >= text_.size(); }
  // The next character; NUL at the end.
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[next_]; }
  [[nodiscard]] bool at(std::string_view what) const {
    return text_.substr(next_).starts_with(what);
  }
  void advance();
  void skip_blanks();
  void skip_blanks_and_lines();
  // Remembers the first error; returns what every function returns then.
  std::nullopt_t fail(ConfPosition where, std::string message);
  std::nullopt_t fail_here(std::string_view expected);

  const std::string_view text_;
  std::size_t next_ = 0;
  ConfPosition position_;
  ConfFile file_;
};

std::nullopt_t Parser::fail(ConfPosition where, std::string message) {
  if (!file_.error) file_.error = ConfError{where, std::move(message)};
  return std::nullopt;
}

std::nullopt_t Parser::fail_here(std::string_view expected) {
  const std::string found = at_end()              ? "the end of the file"
                            : is_line_end(peek()) ? "the end of the line"
                                                  : quoted(peek());
  return fail(position_, fmt::format("expected {}, found {}", expected, found));
}

void Parser::advance() {
  if (text_[next_] == '\n') {
    ++position_.line;
    position_.column = 1;
  } else {
    ++position_.column;
  }
  ++next_;
}

void Parser::skip_blanks() {
  while (!at_end() && is_blank(peek())) advance();
  if (peek() != '#') return;
  while (!at_end() && peek() != '\n') advance();
}

void Parser::skip_blanks_and_lines() {
  skip_blanks();
  while (!at_end() && is_line_end(peek())) {
    advance();
    skip_blanks();
  }
}

bool Parser::statement() {
  ConfEntry entry;
  entry.at = position_;
  if (!key(entry.key)) return false;
  while (is_blank(peek())) advance();
  if (peek() != '=') {
    fail_here(fmt::format("'=' after {}", entry.key));
    return false;
  }
  advance();
  while (is_blank(peek())) advance();
  std::optional<ConfValue> read = value();
  if (!read) return false;
  entry.value = std::move(*read);
  skip_blanks();
  if (!at_end() && !is_line_end(peek())) {
    fail_here("the end of the line");
    return false;
  }
  file_.entries.push_back(std::move(entry));
  return true;
}

bool Parser::key(std::string& into) {
  const ConfPosition start = position_;
  if (!is_letter(peek())) {
    fail_here("a key");
    return false;
  }
  while (!at_end() && is_key_char(peek())) {
    into += peek();
    advance();
  }
  const auto same = [&](const ConfEntry& entry) { return entry.key == into; };
  const auto earlier = std::ranges::find_if(file_.entries, same);
  if (earlier == file_.entries.end()) return true;
  fail(start, fmt::format("{} is set a second time: see line {}", into, earlier->at.line));
  return false;
}

std::optional<ConfValue> Parser::value() {
  if (peek() == '[') return list();
  std::optional<ConfScalar> read = scalar();
  if (!read) return std::nullopt;
  return std::visit([](auto&& one) -> ConfValue { return std::forward<decltype(one)>(one); },
                    std::move(*read));
}

std::optional<ConfScalar> Parser::scalar() {
  const char first = peek();
  if (at("\"\"\"")) return long_string();
  if (first == '"' || first == '\'') return string();
  if (is_digit(first) || first == '-' || first == '+') return integer();
  return fail_here("a value: a number, a string in quotes, or a list in brackets");
}

std::optional<ConfValue> Parser::list() {
  const ConfPosition start = position_;
  ConfList items;
  advance();
  skip_blanks_and_lines();
  while (peek() != ']') {
    if (at_end()) return fail(start, "the list has no ']'");
    std::optional<ConfScalar> item = scalar();
    if (!item) return std::nullopt;
    items.push_back(std::move(*item));
    skip_blanks_and_lines();
    if (peek() == ',') {
      advance();
      skip_blanks_and_lines();
    } else if (peek() != ']') {
      return fail_here("',' or ']' in the list");
    }
  }
  advance();
  return items;
}

std::optional<std::string> Parser::string() {
  const ConfPosition start = position_;
  const char quote = peek();
  std::string text;
  advance();
  while (!at_end() && peek() != quote) {
    if (is_line_end(peek())) break;
    text += peek();
    advance();
  }
  if (peek() != quote || at_end()) return fail(start, "the string has no end on its line");
  advance();
  return text;
}

std::optional<std::string> Parser::long_string() {
  const ConfPosition start = position_;
  const std::size_t begin = next_ + 3;
  const std::size_t end = text_.find("\"\"\"", begin);
  if (end == std::string_view::npos) return fail(start, "the string has no closing \"\"\"");
  while (next_ < end + 3) advance();
  return std::string(text_.substr(begin, end - begin));
}

std::optional<std::int64_t> Parser::integer() {
  const ConfPosition start = position_;
  const std::size_t begin = next_;
  if (peek() == '-' || peek() == '+') advance();
  while (is_digit(peek())) advance();
  std::string_view digits = text_.substr(begin, next_ - begin);
  if (digits.front() == '+') digits.remove_prefix(1);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range) return fail(start, "the number is too large");
  if (error != std::errc()) return fail_here("a digit");
  return number;
}

}  // namespace

ConfFile parse_conf(std::string_view text) {
  return Parser(text).run();
}

std::string describe(std::string_view file, const ConfError& error) {
  return fmt::format("{}:{}:{}: {}", file, error.at.line, error.at.column, error.message);
}

}  // namespace interleave::daemon
