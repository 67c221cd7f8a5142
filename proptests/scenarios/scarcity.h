// Memory that is short for a while.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_SCARCITY_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_SCARCITY_H_

#include <atomic>
#include <cstddef>

#include "daemon/core/memory_gauge.h"

namespace interleave::proptests {

// Any thread.
class Scarcity final : public daemon::MemoryGauge {
 public:
  static constexpr std::size_t kLimit = 100;
  static constexpr std::size_t kCallsRefused = 90;
  static constexpr std::size_t kClientsRefused = 95;

  void begin(std::size_t used) {
    ++begun_;
    used_ = used;
  }
  void end() {
    used_ = 0;
    ++over_;
  }
  // How many shortages are over.
  [[nodiscard]] unsigned over() const { return over_; }
  // Whether memory is short, or has been since so many were over.
  [[nodiscard]] bool since(unsigned over) const { return begun_ > over; }

  [[nodiscard]] std::size_t used() override { return used_; }
  void give_back() override {}

 private:
  std::atomic<unsigned> begun_ = 0;
  std::atomic<unsigned> over_ = 0;
  std::atomic<std::size_t> used_ = 0;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_SCARCITY_H_
