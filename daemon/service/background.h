// A daemon that goes into the background, and a command that knows whether it serves.
#ifndef INTERLEAVE_DAEMON_SERVICE_BACKGROUND_H_
#define INTERLEAVE_DAEMON_SERVICE_BACKGROUND_H_

#include <optional>

namespace interleave::daemon {

// Used by the initial thread, while it is the only one.
class Background {
 public:
  Background() = default;
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  ~Background();

  // Goes on in a process of its own: a session without a terminal, at the root directory. There the
  // answer is nothing. In the process that was started it comes when the other one serves, or has
  // ended, and is the exit status to end with.
  [[nodiscard]] std::optional<int> enter();

  // The daemon serves: the command ends, and nobody looks at the standard descriptors any more.
  // Nothing when enter was not called. Any thread.
  void serves();

 private:
  int tell_ = -1;  // the end of a pipe
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_BACKGROUND_H_
