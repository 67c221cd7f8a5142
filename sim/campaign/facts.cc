#include "sim/campaign/facts.h"

#include <charconv>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

#include "sim/replay/escape.h"

namespace interleave::sim {
namespace {

// What an error shows of a line that it cannot read.
constexpr std::size_t kMostShown = 40;

std::string quoted(std::string_view text) {
  const std::string shown = escape_line(text.substr(0, kMostShown));
  return fmt::format("\"{}{}\"", shown, text.size() > kMostShown ? "..." : "");
}

std::string_view key_of(std::string_view line) {
  return line.substr(0, line.find(' '));
}

std::optional<std::uint64_t> parsed(std::string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

FactWriter& FactWriter::begin(std::string_view key) {
  text_ += key;
  return *this;
}

FactWriter& FactWriter::word(std::string_view text) {
  text_ += ' ';
  text_ += escape_word(text);
  return *this;
}

FactWriter& FactWriter::number(std::uint64_t number) {
  fmt::format_to(std::back_inserter(text_), " {}", number);
  return *this;
}

FactReader::FactReader(std::string_view text) : rest_(text) {
  next_line();
}

void FactReader::next_line() {
  line_ = {};
  words_ = {};
  if (error_) return;
  ++line_number_;
  const std::size_t end = rest_.find('\n');
  if (end == std::string_view::npos) {
    fail("the file ends here: it is truncated");
    return;
  }
  line_ = rest_.substr(0, end);
  rest_.remove_prefix(end + 1);
}

bool FactReader::at(std::string_view key) const {
  return !error_ && key_of(line_) == key;
}

FactReader& FactReader::take(std::string_view key) {
  if (!error_ && !at(key)) {
    fail(fmt::format("expected \"{}\", found {}", key, quoted(line_)));
  }
  words_ = error_ ? std::string_view() : line_.substr(key.size());
  return *this;
}

std::string_view FactReader::raw_word() {
  if (error_) return {};
  if (words_.empty()) {
    fail("the line is too short");
    return {};
  }
  const std::size_t end = words_.find(' ', 1);
  const std::string_view word = words_.substr(1, end == std::string_view::npos ? end : end - 1);
  words_ = end == std::string_view::npos ? std::string_view() : words_.substr(end);
  return word;
}

std::string FactReader::word() {
  const std::string_view raw = raw_word();
  if (error_) return {};
  std::optional<std::string> text = unescape_word(raw);
  if (!text) fail(fmt::format("{} is not escaped as it should be", quoted(raw)));
  return text ? *std::move(text) : std::string();
}

std::uint64_t FactReader::number() {
  const std::string_view raw = raw_word();
  if (error_) return 0;
  const auto number = parsed(raw);
  if (!number) fail(fmt::format("{} is no number below 2^64", quoted(raw)));
  return number.value_or(0);
}

void FactReader::end() {
  if (!error_ && !words_.empty()) {
    fail(fmt::format("unexpected {} at the line's end", quoted(words_.substr(1))));
  }
  next_line();
}

void FactReader::finish() {
  if (!error_ && !words_.empty()) fail("the line is too long");
  if (!error_ && !rest_.empty()) {
    ++line_number_;
    fail("the file should have ended");
  }
}

void FactReader::fail(std::string_view what) {
  if (!error_) error_ = fmt::format("line {}: {}", line_number_, what);
}

}  // namespace interleave::sim
