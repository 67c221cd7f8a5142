#include "sim/strategies/dpor/happened_before.h"

#include <algorithm>
#include <utility>

namespace interleave::sim {

std::uint32_t HappenedBefore::begin(const EventLog& log, std::uint32_t same) {
  log_ = &log;
  if (width_ != log.threads()) same = 0;
  width_ = log.threads();
  world_ = log.world_before(same);
  clocks_.resize(std::size_t{log.size()} * width_);
  forget_from(same);
  objects_.resize(log.objects());
  links_.clear();
  return same;
}

void HappenedBefore::forget_from(std::uint32_t event) {
  while (!history_.empty() && history_.back().event >= event) {
    objects_[static_cast<std::size_t>(history_.back().object)].newest = history_.back().older;
    history_.pop_back();
  }
}

void HappenedBefore::put_in(std::uint32_t event) {
  const StepEvent& step = (*log_)[event];
  start_clock({step.before, step.cause, world_});
  if (step.thread == kTheWorld) {
    for (std::uint32_t i = world_ == kNone ? 0 : world_; i < event; ++i) join(before_, clock(i));
    world_ = event;
  }
  const auto accesses = log_->accesses(event);
  for (const Access& access : accesses) link(step.thread, access, kNone);
  const std::span<std::uint32_t> row =
      std::span(clocks_).subspan(std::size_t{event} * width_, width_);
  std::ranges::copy(before_, row.begin());
  for (const Link& link : links_) join(row, clock(link.earlier));
  row[step.thread] = step.ordinal;
  for (const Access& access : accesses) keep(event, access);
}

void HappenedBefore::imagine(std::uint32_t previous, std::uint32_t cause,
                             std::span<const Access> accesses, std::uint32_t place) {
  start_clock({previous, cause});
  for (const Access& access : accesses) link((*log_)[previous].thread, access, place);
}

void HappenedBefore::start_clock(std::initializer_list<std::uint32_t> events) {
  links_.clear();
  bool empty = true;
  for (const std::uint32_t event : events) {
    if (event == kNone) continue;
    const ClockView other = clock(event);
    if (std::exchange(empty, false)) {
      before_.assign(other.begin(), other.end());
    } else {
      join(before_, other);
    }
  }
  if (empty) before_.assign(width_, 0);
}

void HappenedBefore::link(std::uint32_t thread, const Access& access, std::uint32_t place) {
  if (log_->is_mutex(access.object)) return link_mutex(thread, access, place);
  std::uint32_t i = objects_[static_cast<std::size_t>(access.object)].newest;
  for (; i != kNone; i = history_[i].older) {
    const PastAccess& past = history_[i];
    // Numbers ascend, and kNone is above all.
    if (past.event >= place || !dependence_.depend(past.kind, access.kind)) continue;
    if ((*log_)[past.event].thread != thread) links_.push_back({.earlier = past.event});
    if (dependence_.on_all(past.kind)) break;
  }
}

// The race is between two acquisitions; the release between them only gives their order.
void HappenedBefore::link_mutex(std::uint32_t thread, const Access& access, std::uint32_t place) {
  if (!acquires(access.kind)) return;
  std::uint32_t released = kNone;
  std::uint32_t i = objects_[static_cast<std::size_t>(access.object)].newest;
  for (; i != kNone; i = history_[i].older) {
    const PastAccess& past = history_[i];
    if (past.event >= place) continue;
    if (acquires(past.kind)) break;
    if (released == kNone) released = past.event;
  }
  if (i == kNone || (*log_)[history_[i].event].thread == thread) return;
  links_.push_back({.earlier = history_[i].event,
                    .race = dependence_.depend(access.kind, history_[i].kind),
                    .mutex = access.object});
  if (released == kNone) return;
  links_.push_back({.earlier = released, .race = false, .mutex = access.object});
}

void HappenedBefore::keep(std::uint32_t event, const Access& access) {
  Past& past = objects_[static_cast<std::size_t>(access.object)];
  PastAccess& kept = history_.emplace_back();
  kept.event = event;
  kept.kind = access.kind;
  kept.object = access.object;
  kept.older = past.newest;
  past.newest = static_cast<std::uint32_t>(history_.size() - 1);
}

void HappenedBefore::join(std::span<std::uint32_t> clock, ClockView other) {
  for (std::size_t i = 0; i < other.size(); ++i) clock[i] = std::max(clock[i], other[i]);
}

}  // namespace interleave::sim
