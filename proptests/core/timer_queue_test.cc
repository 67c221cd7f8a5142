#include "daemon/core/timer_queue.h"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::daemon {
namespace {

Instant at(std::int64_t nanoseconds) {
  return Instant(Duration(nanoseconds));
}

// Against the simplest model there is: a map from timer to deadline.
RC_GTEST_PROP(TimerQueue, AgreesWithAMap, ()) {
  TimerQueue queue;
  for (WatchId id = 1; id < 8; ++id) queue.add(id);
  std::map<WatchId, std::int64_t> model;
  const auto steps = *rc::gen::inRange(0, 60);
  for (int i = 0; i < steps; ++i) {
    const WatchId id = *rc::gen::inRange(1, 8);
    if (*rc::gen::arbitrary<bool>()) {
      const std::int64_t due = *rc::gen::inRange(0, 20);
      queue.set(id, at(due));
      model[id] = due;
    } else {
      if (*rc::gen::arbitrary<bool>()) {
        queue.remove(id);
        RC_ASSERT(queue.of(id) == kNever);
        queue.add(id);
      } else {
        queue.set(id, kNever);
      }
      model.erase(id);
    }
    std::vector<std::pair<std::int64_t, WatchId>> order;
    for (const auto& [timer, due] : model) order.emplace_back(due, timer);
    std::ranges::sort(order);
    RC_ASSERT(queue.next() == (order.empty() ? kNever : at(order.front().first)));
    RC_ASSERT(queue.of(id) == (model.contains(id) ? at(model[id]) : kNever));
    const std::int64_t now = *rc::gen::inRange(0, 20);
    std::vector<WatchId> expected;
    for (const auto& [due, timer] : order) {
      if (due <= now) expected.push_back(timer);
    }
    std::vector<WatchId> due_now;
    queue.collect_due(at(now), due_now);
    RC_ASSERT(due_now == expected);
  }
}

TEST(TimerQueue, DeadlinesThatAreTooFarAreNever) {
  EXPECT_EQ(later(at(5), Duration::max()), kNever);
  EXPECT_EQ(later(at(5), Duration(7)), at(12));
}

}  // namespace
}  // namespace interleave::daemon
