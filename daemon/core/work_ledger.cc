#include "daemon/core/work_ledger.h"

#include <algorithm>

namespace interleave::daemon {

void WorkLedger::enter(Seat& seat, Instant now) {
  seat.activity = {.since = now};
  seats_.push_back(&seat);
}

void WorkLedger::leave(const Seat& seat) {
  std::erase(seats_, &seat);
}

void WorkLedger::begin(Seat& seat, const Task& task, Instant now) {
  // A question is over as soon as it is asked.
  if (task.client == nullptr) return;
  Activity& activity = seat.activity;
  activity = {.kind = Activity::Kind::closing, .since = now};
  activity.client = task.client->info().number;
  if (!task.job) return;
  if (task.job->work) {
    activity.kind = Activity::Kind::work;
    return;
  }
  activity.kind = Activity::Kind::call;
  activity.program = task.job->message.header.program;
  activity.procedure = task.job->message.header.procedure;
  waits_.add(now - task.job->queued);
}

void WorkLedger::end(Seat& seat, Instant now) {
  if (seat.activity.kind == Activity::Kind::call) calls_.add(now - seat.activity.since);
  seat.activity = {.since = now};
}

}  // namespace interleave::daemon
