#include "model/rules/lost_wakeup.h"

#include <string>

#include "model/rules/wording.h"

namespace interleave {

std::optional<Finding> LostWakeup::on(const Record& record, const RunState& state) {
  switch (record.event) {
    case Event::notify_one:
    case Event::notify_all:
      notifications_[record.object] = {.step = record.step,
                                       .thread = record.thread,
                                       .all = record.event == Event::notify_all,
                                       .waiting = state.object(record.object).waiters};
      return std::nullopt;
    case Event::wait_end: {
      Notification& last = notifications_[record.object];
      if (record.value == 1 && last.step > state.thread(record.thread).blocked_since) {
        if (last.returned++ == 0) last.first = record.thread;
      }
      return std::nullopt;
    }
    default:
      return lost(record, state, notifications_.find(record.object));
  }
}

Finding LostWakeup::lost(const Record& record, const RunState& state, const Notification* last) {
  const ObjectId waiter{static_cast<std::uint32_t>(record.value)};
  const std::string condvar = "the condition " + state.name(record.object);
  Finding found = finding(state.name(waiter) + " waits on " + condvar +
                              " although what it waits for is the case, and nobody will wake it",
                          {waits_text(state, waiter)});
  if (last == nullptr || last->step == 0) {
    found.details.push_back("nobody has ever notified " + condvar);
    return found;
  }
  std::string line = "the last notification: " + state.name(last->thread) +
                     (last->all ? " woke all" : " woke one") + " at " + at_step(last->step);
  if (last->waiting == 0) {
    line += ", when nobody waited";
  } else {
    line += ", when " + std::to_string(last->waiting) + " waited";
    if (last->returned > 0) line += "; it woke " + state.name(last->first);
    if (last->returned > 1) line += " and " + std::to_string(last->returned - 1) + " more";
  }
  found.details.push_back(line);
  return found;
}

}  // namespace interleave
