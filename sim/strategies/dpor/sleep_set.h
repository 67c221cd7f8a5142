// Threads that need not be taken: all that could follow has been tried from an earlier place.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_SLEEP_SET_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_SLEEP_SET_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/engine/operation.h"
#include "sim/strategies/dpor/access.h"

namespace interleave::sim {

// Each with the accesses of its next step. Memory is kept when members go.
class SleepSet {
 public:
  void clear() {
    size_ = 0;
    members_.clear();
  }
  void assign(const SleepSet& other);
  // `thread` is no member yet.
  void add(std::uint32_t thread, std::span<const Access> accesses);
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] bool has(std::uint32_t thread) const { return members_.has(thread); }
  [[nodiscard]] const ThreadSet& members() const { return members_; }
  // A step with these accesses has been taken: who depends on it wakes up.
  void wake(std::span<const Access> accesses, const Dependence& dependence) {
    if (size_ != 0) wake_some(accesses, dependence);
  }

 private:
  struct Sleeper {
    std::uint32_t thread;
    std::vector<Access> accesses;
  };

  void wake_some(std::span<const Access> accesses, const Dependence& dependence);

  ThreadSet members_;
  std::vector<Sleeper> sleepers_;
  std::size_t size_ = 0;  // those beyond are memory to use again
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_SLEEP_SET_H_
