#include "sim/strategies/dpor/tree.h"

#include <algorithm>

namespace interleave::sim {

void Tree::clear(std::uint64_t seed) {
  depth_ = 0;
  random_.seed(seed);
}

ChoiceFrame& Tree::push(std::uint32_t step) {
  if (depth_ == frames_.size()) frames_.emplace_back();
  ChoiceFrame& frame = frames_[depth_++];
  frame.step = step;
  return frame;
}

ChoiceFrame& Tree::choose_thread(std::uint32_t step, const ThreadSet& enabled,
                                 const ThreadSet& candidates, const SleepSet& sleepers) {
  ChoiceFrame& frame = push(step);
  frame.of_thread = true;
  frame.enabled = enabled;
  frame.done.clear();
  frame.wanted.clear();
  frame.thread = draw(candidates);
  frame.wanted.add(frame.thread);
  frame.sleepers.assign(sleepers);
  frame.accesses.clear();
  return frame;
}

ChoiceFrame& Tree::choose_option(std::uint32_t step, std::uint32_t options) {
  ChoiceFrame& frame = push(step);
  frame.of_thread = false;
  frame.options = options;
  frame.first = random_.below(options);
  frame.tried = 0;
  return frame;
}

void Tree::add(std::uint32_t at, const StepRace& race) {
  ChoiceFrame& frame = frames_[at];
  ThreadSet possible;
  for (std::uint32_t i = race.initials.first(); i != 0; i = race.initials.next(i)) {
    if (frame.wanted.has(i) || frame.sleepers.has(i)) return;
    if (frame.enabled.has(i)) possible.add(i);
  }
  if (possible.has(race.thread)) {
    frame.wanted.add(race.thread);
  } else if (!possible.empty()) {
    frame.wanted.add(draw(possible));
  } else {
    frame.wanted.add(frame.enabled);
  }
}

void Tree::add_accesses(std::uint32_t at, std::span<const Access> accesses) {
  std::vector<Access>& known = frames_[at].accesses;
  for (const Access& access : accesses) {
    if (std::find(known.begin(), known.end(), access) == known.end()) known.push_back(access);
  }
}

bool Tree::advance(bool sleep) {
  for (; depth_ != 0; --depth_) {
    if (next(frames_[depth_ - 1], sleep)) return true;
  }
  return false;
}

bool Tree::next(ChoiceFrame& frame, bool sleep) {
  if (!frame.of_thread) return ++frame.tried < frame.options;
  frame.done.add(frame.thread);
  ThreadSet left = frame.wanted;
  left.remove(frame.done);
  left.remove(frame.sleepers.members());
  if (left.empty()) return false;
  if (sleep) frame.sleepers.add(frame.thread, frame.accesses);
  frame.accesses.clear();
  frame.thread = draw(left);
  return true;
}

std::uint32_t Tree::draw(const ThreadSet& threads) {
  return threads.nth(random_.below(threads.count()));
}

}  // namespace interleave::sim
