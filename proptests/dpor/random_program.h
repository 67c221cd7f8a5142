// Small programs drawn at random.
#ifndef INTERLEAVE_PROPTESTS_DPOR_RANDOM_PROGRAM_H_
#define INTERLEAVE_PROPTESTS_DPOR_RANDOM_PROGRAM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/engine/random.h"
#include "sim/engine/scenario.h"

namespace interleave::sim {

// One action of a thread; `which` says on which variable, mutex or child.
struct Action {
  enum class Kind : std::uint8_t {
    load,
    store,
    update,
    lock,
    unlock,
    wait,        // on the condition of mutex 0, which the thread holds alone
    timed_wait,  // likewise, for at most a second
    notify_one,
    notify_all,
    draw,   // a value that the next store writes
    check,  // the variable loaded last was not this value
    sleep,
    spawn,  // a thread that loads and stores `which`; it is joined at the end
    count_,
  };
  Kind kind = Kind::load;
  std::uint32_t which = 0;
};

// Two or three threads with a few actions each over two variables, two mutexes and a condition.
// Deadlocks, lost wakeups and failed checks all happen.
class RandomProgram final : public Scenario {
 public:
  explicit RandomProgram(std::uint64_t seed);
  [[nodiscard]] std::string name() const override { return "random"; }
  [[nodiscard]] std::string summary() const override { return "a program drawn at random"; }
  [[nodiscard]] std::string parameters() const override;
  void run(SimWorld& world) const override;

 private:
  std::vector<std::vector<Action>> threads_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_DPOR_RANDOM_PROGRAM_H_
