// How many lines of one kind are kept: so that nobody can fill a disk by making mistakes.
#ifndef INTERLEAVE_DAEMON_LOG_RATE_LIMIT_H_
#define INTERLEAVE_DAEMON_LOG_RATE_LIMIT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "daemon/core/log.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// Lines of one source, one reason and one level pass, up to a number in each window of time, which
// begins with the first of them; the rest of the window's lines are counted. Time is what the
// caller says.
//
// One thread at a time. Memory is bounded: beyond kMostKinds, kinds share one count.
class RateLimit {
 public:
  static constexpr Duration kWindow = std::chrono::seconds(10);
  static constexpr std::size_t kMostKinds = 256;

  // `most` lines in each window; 0 means that there is no limit.
  explicit RateLimit(std::size_t most) : most_(most) {}

  // Whether a line of that kind passes. It is counted if not.
  [[nodiscard]] bool admit(LogLevel level, std::string_view source, std::string_view reason,
                           Instant now);

  // A kind whose lines were counted in a window that has ended.
  struct Suppressed {
    LogLevel level = LogLevel::info;
    std::string source;
    std::string reason;
    std::uint64_t lines = 0;
  };
  // Each once, in the order of their names. A call costs nothing when nothing has been suppressed.
  [[nodiscard]] std::vector<Suppressed> take_ended(Instant now);
  // The same without waiting for the windows' ends.
  [[nodiscard]] std::vector<Suppressed> take_all() { return take_ended(kNever); }

  // Whether lines have been suppressed that were not taken yet.
  [[nodiscard]] bool is_suppressing() const { return suppressing_ > 0; }
  // When take_ended has something; kNever where nothing is suppressed.
  [[nodiscard]] Instant next_end() const;

  // Changes the number from here on.
  void set_most(std::size_t most) { most_ = most; }

 private:
  struct Window {
    Instant end = Instant::min();
    std::size_t passed = 0;
    std::uint64_t suppressed = 0;
  };
  using Kind = std::tuple<std::string, std::string, LogLevel>;

  [[nodiscard]] Window& window_of(LogLevel level, std::string_view source, std::string_view reason);

  std::size_t most_;
  std::map<Kind, Window, std::less<>> windows_;
  std::size_t suppressing_ = 0;  // windows with a count
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_RATE_LIMIT_H_
