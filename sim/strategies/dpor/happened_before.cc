#include "sim/strategies/dpor/happened_before.h"

#include <algorithm>

namespace interleave::sim {
namespace {

constexpr std::size_t kTogether = 4;  // threads

}  // namespace

std::uint32_t HappenedBefore::begin(const EventLog& log, std::uint32_t same) {
  log_ = &log;
  const std::size_t width = (log.threads() + kTogether - 1) / kTogether * kTogether;
  if (width_ != width) {
    same = 0;
    width_ = width;
    before_.assign(width, 0);
    none_.assign(width, 0);
  }
  world_ = log.world_before(same);
  // What is beyond is written before it is read.
  clocks_.resize(std::max(clocks_.size(), std::size_t{log.size()} * width_));
  forget_from(same);
  objects_.resize(log.objects());
  links_.clear();
  return same;
}

void HappenedBefore::forget_from(std::uint32_t event) {
  while (!history_.empty() && history_.back().event >= event) {
    newest(history_.back().object) = history_.back().older;
    history_.pop_back();
  }
}

void HappenedBefore::put_in(std::uint32_t event) {
  const StepEvent& step = (*log_)[event];
  start_clock(step.before, step.cause, world_);
  if (step.thread == kTheWorld) {
    for (std::uint32_t i = world_ == kNone ? 0 : world_; i < event; ++i) {
      join(before_.data(), row(i));
    }
    world_ = event;
  }
  const auto accesses = log_->accesses(event);
  for (const Access& access : accesses) link(step.thread, access, kNone);
  std::uint32_t* const own = clocks_.data() + std::size_t{event} * width_;
  std::copy_n(before_.data(), width_, own);
  for (const Link& link : links_) join(own, row(link.earlier));
  own[step.thread] = step.ordinal;
  for (const Access& access : accesses) keep(event, access);
}

void HappenedBefore::imagine(std::uint32_t previous, std::uint32_t cause,
                             std::span<const Access> accesses, std::uint32_t place) {
  start_clock(previous, cause, kNone);
  for (const Access& access : accesses) link((*log_)[previous].thread, access, place);
}

void HappenedBefore::start_clock(std::uint32_t previous, std::uint32_t cause, std::uint32_t world) {
  links_.clear();
  std::copy_n(row_or_none(previous), width_, before_.data());
  if (cause != kNone) join(before_.data(), row(cause));
  if (world != kNone) join(before_.data(), row(world));
}

void HappenedBefore::link(std::uint32_t thread, const Access& access, std::uint32_t place) {
  if (log_->is_mutex(access.object)) return link_mutex(thread, access, place);
  std::uint32_t i = newest(access.object);
  const PastAccess* const history = history_.data();
  for (; i != kNone; i = history[i].older) {
    const PastAccess& past = history[i];
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
  std::uint32_t i = newest(access.object);
  const PastAccess* const history = history_.data();
  for (; i != kNone; i = history[i].older) {
    const PastAccess& past = history[i];
    if (past.event >= place) continue;
    if (acquires(past.kind)) break;
    if (released == kNone) released = past.event;
  }
  if (i == kNone || (*log_)[history[i].event].thread == thread) return;
  links_.push_back({.earlier = history[i].event,
                    .race = dependence_.depend(access.kind, history[i].kind),
                    .mutex = access.object});
  if (released == kNone) return;
  links_.push_back({.earlier = released, .race = false, .mutex = access.object});
}

void HappenedBefore::keep(std::uint32_t event, const Access& access) {
  std::uint32_t& newest_one = newest(access.object);
  PastAccess& kept = history_.emplace_back();
  kept.event = event;
  kept.kind = access.kind;
  kept.object = access.object;
  kept.older = newest_one;
  newest_one = static_cast<std::uint32_t>(history_.size() - 1);
}

void HappenedBefore::join(std::uint32_t* clock, const std::uint32_t* other) const {
  for (std::size_t i = 0; i < width_; i += kTogether) {
    for (std::size_t j = i; j < i + kTogether; ++j) clock[j] = std::max(clock[j], other[j]);
  }
}

}  // namespace interleave::sim
