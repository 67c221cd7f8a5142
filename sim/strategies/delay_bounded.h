// Few deviations from the run that nobody interrupts.
#ifndef INTERLEAVE_SIM_STRATEGIES_DELAY_BOUNDED_H_
#define INTERLEAVE_SIM_STRATEGIES_DELAY_BOUNDED_H_

#include "sim/strategies/change_points.h"
#include "sim/strategies/drawing.h"
#include "sim/strategies/run_length.h"
#include "sim/strategies/spin_watch.h"

namespace interleave::sim {

// Delay bounding (Emmi, Qadeer and Rakamaric, POPL 2011), drawn at random. By default a thread goes
// on as long as it can, and then the next one by number that can, in a circle. At one to
// kMostDelays random choices the thread about to run is delayed: the next one goes on in its place.
// Every bug that such a run has needs few preemptions, so that it is easily understood.
//
// A yield or a spin lets the next one go on without being counted, and a run of many times the
// usual length goes on as a random walk.
class DelayBounded final : public Drawing {
 public:
  static constexpr std::uint32_t kMostDelays = 4;

  [[nodiscard]] std::string_view name() const override { return "delay"; }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const Choice& choice) override;
  void end_run(std::uint64_t steps) override;

 private:
  RunLength length_;
  std::uint64_t choices_ = 0;
  std::uint64_t tail_ = 0;  // choices after which the random walk begins
  std::uint32_t last_ = 0;  // whom the last choice chose
  ChangePoints delays_;
  SpinWatch spin_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DELAY_BOUNDED_H_
