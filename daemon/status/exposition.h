// Prometheus's text format, version 0.0.4, as its documentation defines it.
#ifndef INTERLEAVE_DAEMON_STATUS_EXPOSITION_H_
#define INTERLEAVE_DAEMON_STATUS_EXPOSITION_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "model/base/time_histogram.h"

namespace interleave::daemon {

struct Label {
  std::string_view name;
  std::string_view value;  // any text
};
using Labels = std::initializer_list<Label>;

// Families of metrics, one after the other: each begins with its name, type and help, and then come
// its samples. Names are the caller's business.
class Exposition {
 public:
  static constexpr std::string_view kType = "text/plain; version=0.0.4; charset=utf-8";

  void gauge(std::string_view name, std::string_view help) { begin(name, "gauge", help); }
  void counter(std::string_view name, std::string_view help) { begin(name, "counter", help); }
  // In seconds.
  void histogram(std::string_view name, std::string_view help) { begin(name, "histogram", help); }

  // Of the family that was begun last.
  void sample(Labels labels, std::uint64_t value);
  void seconds(Labels labels, std::chrono::nanoseconds value);
  void times(Labels labels, const TimeHistogram& value);

  // A family of one sample.
  void gauge(std::string_view name, std::string_view help, std::uint64_t value) {
    gauge(name, help);
    sample({}, value);
  }
  void counter(std::string_view name, std::string_view help, std::uint64_t value) {
    counter(name, help);
    sample({}, value);
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void begin(std::string_view name, std::string_view type, std::string_view help);
  // "NAME_SUFFIX{LABELS,MORE} ".
  void begin_sample(std::string_view suffix, Labels labels, Labels more = {});

  std::string name_;  // of the family
  std::string text_;
};

// `time` in seconds, exactly: "0.0000003".
std::string exact_seconds(std::chrono::nanoseconds time);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_STATUS_EXPOSITION_H_
