// How much memory the process has.
#ifndef INTERLEAVE_DAEMON_CORE_MEMORY_GAUGE_H_
#define INTERLEAVE_DAEMON_CORE_MEMORY_GAUGE_H_

#include <cstddef>

namespace interleave::daemon {

// Loop thread only; neither operation fails.
class MemoryGauge {
 public:
  virtual ~MemoryGauge() = default;

  // In bytes, as of a few moments ago at most. Quick: it is asked for every call.
  [[nodiscard]] virtual std::size_t used() = 0;

  // Gives the system what is kept for later. May take some milliseconds.
  virtual void give_back() = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_MEMORY_GAUGE_H_
