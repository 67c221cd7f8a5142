#include "sim/json/json.h"

#include <cmath>
#include <cstddef>
#include <iterator>

#include <fmt/format.h>

#include "model/base/assert.h"
#include "sim/json/utf8.h"

namespace interleave::sim {
namespace {

void append_string(std::string_view text, std::string& out) {
  out += '"';
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    const char c = text.front();
    if (length == 0) {
      out += kReplacement;
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
}

}  // namespace

void JsonWriter::new_line() {
  out_ += '\n';
  out_.append(2 * closings_.size(), ' ');
}

void JsonWriter::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  if (!closings_.empty()) new_line();
  first_ = false;
}

void JsonWriter::open(char opening, char closing) {
  before_value();
  out_ += opening;
  closings_.push_back(closing);
  first_ = true;
}

void JsonWriter::close() {
  IL_ASSERT(!closings_.empty() && !after_key_, "nothing is open, or a value is missing");
  const char closing = closings_.back();
  closings_.pop_back();
  if (!first_) new_line();
  out_ += closing;
  first_ = false;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  before_value();
  append_string(name, out_);
  out_ += ": ";
  after_key_ = true;
  return *this;
}

void JsonWriter::value(std::string_view text) {
  before_value();
  append_string(text, out_);
}

void JsonWriter::value(bool truth) {
  before_value();
  out_ += truth ? "true" : "false";
}

void JsonWriter::value(std::uint64_t number) {
  before_value();
  fmt::format_to(std::back_inserter(out_), "{}", number);
}

void JsonWriter::value(double number) {
  before_value();
  if (std::isfinite(number)) {
    fmt::format_to(std::back_inserter(out_), "{:.6g}", number);
  } else {
    out_ += "null";
  }
}

void JsonWriter::exact(double number) {
  before_value();
  out_ += std::isfinite(number) ? fmt::format("{}", number) : "null";
}

void JsonWriter::null() {
  before_value();
  out_ += "null";
}

}  // namespace interleave::sim
