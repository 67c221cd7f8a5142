#include "sim/strategies/dpor/happened_before.h"

#include <algorithm>

namespace interleave::sim {

void HappenedBefore::begin(const EventLog& log) {
  log_ = &log;
  width_ = log.threads();
  world_ = kNone;
  clocks_.assign(std::size_t{log.size()} * width_, 0);
  objects_.assign(log.objects(), {});
  history_.clear();
  links_.clear();
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
  now_ = before_;
  for (const Link& link : links_) join(now_, clock(link.earlier));
  now_[step.thread] = step.ordinal;
  std::copy(now_.begin(), now_.end(),
            clocks_.begin() + static_cast<std::ptrdiff_t>(std::size_t{event} * width_));
  for (const Access& access : accesses) keep(event, access);
}

void HappenedBefore::imagine(std::uint32_t previous, std::uint32_t cause,
                             std::span<const Access> accesses, std::uint32_t place) {
  start_clock({previous, cause});
  for (const Access& access : accesses) link((*log_)[previous].thread, access, place);
}

void HappenedBefore::start_clock(std::initializer_list<std::uint32_t> events) {
  before_.assign(width_, 0);
  links_.clear();
  for (const std::uint32_t event : events) {
    if (event != kNone) join(before_, clock(event));
  }
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
  history_.push_back({.event = event, .kind = access.kind, .older = past.newest});
  past.newest = static_cast<std::uint32_t>(history_.size() - 1);
}

void HappenedBefore::join(Clock& clock, ClockView other) {
  for (std::size_t i = 0; i < other.size(); ++i) clock[i] = std::max(clock[i], other[i]);
}

}  // namespace interleave::sim
