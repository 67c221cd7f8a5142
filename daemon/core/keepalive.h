// Whether a client is still there (D5): when to ask it, and when to give it up.
#ifndef INTERLEAVE_DAEMON_CORE_KEEPALIVE_H_
#define INTERLEAVE_DAEMON_CORE_KEEPALIVE_H_

#include <cstddef>
#include <cstdint>

#include "model/seam/clock.h"

namespace interleave::daemon {

// Of one client. Loop thread only; its owner has the timer.
//
// A client that has been silent for an interval is asked, and once more for each further interval,
// `count` times; whatever it sends is a sign of life. Only what was asked counts, so a daemon that
// comes late to its timers takes nobody for dead.
class Keepalive {
 public:
  Keepalive(Duration interval, std::size_t count, Instant now)
      : interval_(interval), count_(count), heard_(now), wait_(interval) {}

  // Something has come from the client.
  void heard(Instant now) {
    heard_ = now;
    asked_ = 0;
  }

  enum class Step : std::uint8_t {
    wait,     // nothing is to be done now
    ask,      // send a ping
    give_up,  // every question has gone unanswered
  };
  // The time of the last step's `wait` has passed. `listening`: the daemon has been ready to hear
  // the client; one that it has throttled, and does not read, is asked for its own comfort but not
  // judged.
  [[nodiscard]] Step step(Instant now, bool listening);

  // Until the next step.
  [[nodiscard]] Duration wait() const { return wait_; }
  // How long nothing has come, for the log.
  [[nodiscard]] Duration silence(Instant now) const { return now - heard_; }

 private:
  // Constant.
  const Duration interval_;
  const std::size_t count_;

  // Loop thread only.
  Instant heard_;
  std::size_t asked_ = 0;  // since something was heard
  Duration wait_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_KEEPALIVE_H_
