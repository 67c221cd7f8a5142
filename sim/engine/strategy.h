// Where decisions come from: a search strategy, or a recording.
#ifndef INTERLEAVE_SIM_ENGINE_STRATEGY_H_
#define INTERLEAVE_SIM_ENGINE_STRATEGY_H_

#include <cstdint>
#include <string_view>

#include "sim/engine/decision.h"
#include "sim/engine/faults.h"
#include "sim/engine/operation.h"

namespace interleave::sim {

// The question "who goes on?".
struct Choice {
  const ReadySet* ready;            // numbers of the threads that can run; at least two
  const PendingOperation* pending;  // by thread number: what each is about to do
  std::uint32_t current;            // the thread that ran last; may be absent from `ready`
  std::uint32_t options;            // ready->count()
  std::uint64_t step;               // points so far in this run
};

// Used by one simulation at a time, on its OS thread. No operation allocates once warmed up.
class Strategy {
 public:
  virtual ~Strategy() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;

  // The faults of the run that is about to begin; comes before begin_run. For strategies that draw:
  // their chances are in it.
  virtual void use(const Faults& faults) { static_cast<void>(faults); }
  // A new run begins; `seed` is all the randomness that there is for it.
  virtual void begin_run(std::uint64_t seed) = 0;
  // Returns the number of a thread in `ready`.
  virtual std::uint32_t pick_thread(const Choice& choice) = 0;
  // Returns a value in [0, options), options >= 2; 0 is the default. `object` is what it is about.
  virtual std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                             const char* site) = 0;
  // The run has ended after `steps` points: strategies learn lengths from it.
  virtual void end_run(std::uint64_t steps) { static_cast<void>(steps); }
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_STRATEGY_H_
