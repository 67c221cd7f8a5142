#include "model/base/time_histogram.h"

#include <thread>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "model/locks/lock_meter.h"
#include "proptests/core/in_world.h"

namespace interleave {
namespace {

using std::chrono::nanoseconds;

TEST(TimeHistogram, BoundsBelongToTheirBuckets) {
  EXPECT_EQ(kTimeBounds.front(), nanoseconds(100));
  EXPECT_EQ(kTimeBounds.back(), std::chrono::seconds(100));
  EXPECT_EQ(time_bucket(nanoseconds(0)), 0);
  EXPECT_EQ(time_bucket(nanoseconds(100)), 0);
  EXPECT_EQ(time_bucket(nanoseconds(101)), 1);
  EXPECT_EQ(time_bucket(std::chrono::seconds(101)), kTimeBounds.size());
  for (std::size_t i = 1; i < kTimeBounds.size(); ++i) {
    EXPECT_GT(kTimeBounds[i], kTimeBounds[i - 1]);
  }
}

RC_GTEST_PROP(TimeHistogram, BothKindsSayTheSame, ()) {
  const auto times =
      *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 2'000'000));
  TimeHistogram plain;
  SharedTimeHistogram shared;
  for (const std::int64_t time : times) {
    plain.add(nanoseconds(time));
    shared.add(nanoseconds(time));
  }
  const TimeHistogram read = shared.read();
  RC_ASSERT(read.buckets == plain.buckets);
  RC_ASSERT(read.count == times.size());
  RC_ASSERT(read.sum == plain.sum);
  RC_ASSERT(read.longest == plain.longest);
}

TEST(TimeHistogram, ThreadsLoseNothing) {
  SharedTimeHistogram shared;
  const auto add = [&shared] {
    for (int i = 0; i < 10'000; ++i) shared.add(nanoseconds(i));
  };
  std::thread other(add);
  add();
  other.join();
  EXPECT_EQ(shared.read().count, 20'000);
  EXPECT_EQ(shared.read().sum, nanoseconds(2 * 49'995'000));
  EXPECT_EQ(shared.read().longest, nanoseconds(9'999));
}

// In virtual time: each acquisition holds for a millisecond and a waiter waits for it, but a wait
// for a condition is no hold.
TEST(LockMeter, MeasuresEverySixteenthHoldAndWait) {
  testing::in_world([](sim::SimWorld& world) {
    LockMeter meter(world.clock());
    const auto mutex = world.threads().make_mutex(Name{"measured"}, Rank::unranked);
    const auto condition = world.threads().make_condvar(Name{"never"}, *mutex);
    mutex->measure(meter);
    const auto hold = [&](Duration time) {
      mutex->lock();
      const Instant end = later(world.clock().now(), time);
      EXPECT_FALSE(condition->wait_until(end, [] { return false; }));
      mutex->unlock();
    };
    for (std::uint32_t i = 0; i < 2 * LockMeter::kEvery; ++i) hold(std::chrono::milliseconds(1));
    EXPECT_EQ(meter.waits().count, 2);
    EXPECT_EQ(meter.holds().count, 2);
    EXPECT_EQ(meter.holds().longest, Duration::zero()) << "the wait was taken for a hold";
  });
}

}  // namespace
}  // namespace interleave
