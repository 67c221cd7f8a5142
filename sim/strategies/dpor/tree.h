// The choices of the present run, with what remains to be tried at each.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_TREE_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_TREE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/engine/operation.h"
#include "sim/engine/random.h"
#include "sim/strategies/dpor/access.h"
#include "sim/strategies/dpor/event_log.h"
#include "sim/strategies/dpor/races.h"
#include "sim/strategies/dpor/sleep_set.h"

namespace interleave::sim {

// One choice on the path from the root of the tree to the end of the run.
struct ChoiceFrame {
  // The step of the log that begins here, or (for other choices than a thread) that asks.
  std::uint32_t step = 0;
  bool of_thread = false;
  std::uint32_t thread = 0;  // the present one

  // Anything else than a thread: every option is tried, from a first one on.
  std::uint32_t options = 0;
  std::uint32_t first = 0;
  std::uint32_t tried = 0;  // before the present one
  [[nodiscard]] std::uint32_t taken() const { return (first + tried) % options; }

  // A thread: who can run, who is to be tried (the present one and those before it included), who
  // has been, and who needs not be.
  std::vector<Access> accesses;  // of the present one's step, whatever is chosen within it
  ThreadSet enabled;
  ThreadSet wanted;
  ThreadSet done;
  SleepSet sleepers;
};

// Depth first: a run goes along all frames, and makes new ones after the last; then what is to be
// tried is known, and the deepest frame that has something left becomes the last. Frames are
// numbered from the root.
class Tree {
 public:
  // Begins anew; `seed` draws the order in which things are tried.
  void clear(std::uint64_t seed);

  [[nodiscard]] std::uint32_t depth() const { return static_cast<std::uint32_t>(depth_); }
  [[nodiscard]] ChoiceFrame& operator[](std::uint32_t frame) { return frames_.data()[frame]; }

  // A new last frame, at which one of `candidates` (not empty, part of `enabled`) is taken.
  ChoiceFrame& choose_thread(std::uint32_t step, const ThreadSet& enabled,
                             const ThreadSet& candidates, const SleepSet& sleepers);
  ChoiceFrame& choose_option(std::uint32_t step, std::uint32_t options);

  // The run has shown a race with the step that began at `frame`.
  void add(std::uint32_t frame, const StepRace& race);
  // Every thread is to be tried at this frame.
  void add_all(std::uint32_t frame) { frames_[frame].wanted.add(frames_[frame].enabled); }
  // What the present thread of this frame has done with it.
  void add_accesses(std::uint32_t frame, std::span<const Access> accesses);

  // Forgets the frames from this one on: the program did not go the same way again.
  void cut(std::uint32_t depth) { depth_ = depth; }
  // Goes on to the next run. False when there is none, and the tree is empty.
  bool advance(bool sleep);

 private:
  ChoiceFrame& push(std::uint32_t step);
  bool next(ChoiceFrame& frame, bool sleep);
  std::uint32_t draw(const ThreadSet& threads);

  std::vector<ChoiceFrame> frames_;
  std::size_t depth_ = 0;  // those beyond are memory to use again
  Random random_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_TREE_H_
