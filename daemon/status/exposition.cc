#include "daemon/status/exposition.h"

#include <cstddef>
#include <iterator>

#include <fmt/format.h>

namespace interleave::daemon {
namespace {

void append_value(std::string& text, std::string_view value) {
  for (const char c : value) {
    if (c == '\n') {
      text += "\\n";
      continue;
    }
    if (c == '\\' || c == '"') text += '\\';
    text += c;
  }
}

}  // namespace

std::string exact_seconds(std::chrono::nanoseconds time) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  const bool negative = time.count() < 0;
  const std::int64_t count = negative ? -time.count() : time.count();
  std::string text =
      fmt::format("{}{}.{:09}", negative ? "-" : "", count / kSecond, count % kSecond);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

void Exposition::begin(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  fmt::format_to(std::back_inserter(text_), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void Exposition::begin_sample(std::string_view suffix, Labels labels, Labels more) {
  text_ += name_;
  text_ += suffix;
  char before = '{';
  for (const Labels& group : {labels, more}) {
    for (const Label& label : group) {
      text_ += before;
      text_ += label.name;
      text_ += "=\"";
      append_value(text_, label.value);
      text_ += '"';
      before = ',';
    }
  }
  text_ += before == '{' ? " " : "} ";
}

void Exposition::sample(Labels labels, std::uint64_t value) {
  begin_sample("", labels);
  fmt::format_to(std::back_inserter(text_), "{}\n", value);
}

void Exposition::seconds(Labels labels, std::chrono::nanoseconds value) {
  begin_sample("", labels);
  text_ += exact_seconds(value) + '\n';
}

void Exposition::times(Labels labels, const TimeHistogram& value) {
  std::uint64_t up_to = 0;
  for (std::size_t i = 0; i < value.buckets.size(); ++i) {
    up_to += value.buckets[i];
    const std::string bound =
        i < kTimeBounds.size() ? exact_seconds(kTimeBounds[i]) : std::string("+Inf");
    begin_sample("_bucket", labels, {{"le", bound}});
    fmt::format_to(std::back_inserter(text_), "{}\n", up_to);
  }
  begin_sample("_sum", labels);
  text_ += exact_seconds(value.sum) + '\n';
  begin_sample("_count", labels);
  fmt::format_to(std::back_inserter(text_), "{}\n", up_to);
}

}  // namespace interleave::daemon
