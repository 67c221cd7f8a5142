// How the process deals with its allocator.
#ifndef INTERLEAVE_DAEMON_SERVICE_MEMORY_H_
#define INTERLEAVE_DAEMON_SERVICE_MEMORY_H_

#include <cstddef>

#include "daemon/core/memory_gauge.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// Large blocks, as the longest frames need them, are the system's again as soon as they are given
// back, for as long as the process lives. Before there are threads.
void return_large_blocks();

// The process's resident memory that no file is behind, which is what the system counts when it has
// no more: asked for now and then, and at once after something was given back.
class ResidentMemory final : public MemoryGauge {
 public:
  // `clock` outlives it. Where the system does not say how much it is (/proc), it is 0.
  explicit ResidentMemory(Clock& clock);
  ResidentMemory(const ResidentMemory&) = delete;
  ResidentMemory& operator=(const ResidentMemory&) = delete;
  ~ResidentMemory() override;

  [[nodiscard]] std::size_t used() override;
  void give_back() override;

 private:
  [[nodiscard]] std::size_t ask() const;

  // Constant.
  Clock& clock_;
  const int statm_;  // of the system
  const std::size_t page_bytes_;

  // Loop thread only.
  std::size_t used_ = 0;
  Instant ask_at_ = Instant::min();  // not before
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_MEMORY_H_
