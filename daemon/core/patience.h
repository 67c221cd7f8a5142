// How long a client may take over one frame, and over reading what it is sent.
#ifndef INTERLEAVE_DAEMON_CORE_PATIENCE_H_
#define INTERLEAVE_DAEMON_CORE_PATIENCE_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "model/seam/clock.h"

namespace interleave::daemon {

// Of one client. Loop thread only; its owner has the timer.
//
// A frame has a deadline for the whole of it, from its first byte on, or from that of the record
// which it comes in: a client that sends a byte now and then does not win time by it. What waits to
// be read by the client has one that starts afresh with every byte that it takes. While the daemon
// does not read a client, its frame is not counted against it.
class Patience {
 public:
  // How things stand with the client.
  struct State {
    bool mid_frame = false;       // a frame or its record is not complete yet, and we read on
    std::size_t frames = 0;       // complete ones, so far
    bool unread = false;          // something waits to be written to it
    std::size_t taken_bytes = 0;  // that it has been written, so far
  };

  // A limit that is absent is for ever.
  Patience(std::optional<Duration> frame, std::optional<Duration> write)
      : frame_limit_(frame), write_limit_(write) {}

  // Looks at the client, after anything has happened to it or when the last wait is over.
  void look(const State& state, Instant now);

  // Until the next look, if nothing happens before; nothing when there is nothing to wait for.
  [[nodiscard]] std::optional<Duration> wait(Instant now) const;

  // Why the client is to be closed, in words for the log; nothing while there is patience.
  [[nodiscard]] std::optional<std::string_view> exhausted(Instant now) const;

 private:
  // The time at which a stall, if there is one, has lasted too long.
  static std::optional<Instant> end(const std::optional<Instant>& since,
                                    const std::optional<Duration>& limit);

  // Constant.
  const std::optional<Duration> frame_limit_;
  const std::optional<Duration> write_limit_;

  // Loop thread only.
  std::optional<Instant> frame_since_;
  std::size_t frames_ = 0;
  std::optional<Instant> write_since_;
  std::size_t taken_bytes_ = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_PATIENCE_H_
