#include "model/probes/run_memory.h"

namespace interleave {

void RunMemory::begin_run() {
  conditions_.begin_run();
  runners_.begin_run();
  polled_ = poll_woken_ = at_deadline_ = stopping_ = accept_paused_ = false;
}

void RunMemory::apply(const Record& record, const RunState& state) {
  switch (record.event) {
    case Event::notify_one:
    case Event::notify_all: {
      Condition& condition = conditions_[record.object];
      condition.notified = record.step;
      condition.nobody = condition.nobody || state.object(record.object).waiters == 0;
      return;
    }
    case Event::wait_end: {
      const std::uint64_t notified = conditions_[record.object].notified;
      runners_[record.thread].woken =
          record.value == 1 && notified > state.thread(record.thread).blocked_since;
      return;
    }
    case Event::call_taken:
    case Event::api_begin:
      runners_[record.thread].woken = false;
      return;
    case Event::poll_begin:
      polled_ = true;
      poll_woken_ = at_deadline_ = false;
      return;
    case Event::poll_woken:
      poll_woken_ = true;
      return;
    case Event::poll_end:
      at_deadline_ = record.value == 0 && !poll_woken_;
      return;
    case Event::callback_begin:
      runners_[record.thread].callback = record.object;
      return;
    case Event::callback_end:
      runners_[record.thread].callback = kNoObject;
      return;
    case Event::stop_requested:
      stopping_ = true;
      return;
    default:
      return;
  }
}

void RunMemory::apply(Mark mark) {
  if (mark == Mark::accept_paused) accept_paused_ = true;
}

bool RunMemory::notified_nobody(ObjectId condvar) const {
  const Condition* found = conditions_.find(condvar);
  return found != nullptr && found->nobody;
}

bool RunMemory::woken_for_nothing(ObjectId thread) const {
  const Runner* found = runners_.find(thread);
  return found != nullptr && found->woken;
}

ObjectId RunMemory::in_callback(ObjectId thread) const {
  const Runner* found = runners_.find(thread);
  return found == nullptr ? kNoObject : found->callback;
}

}  // namespace interleave
