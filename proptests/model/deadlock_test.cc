// Threads that wait for each other, and runs that do not end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Deadlocks : public ::testing::Test {
 protected:
  Script script;
  ObjectId one = script.spawn(script.root(), "worker", 1);
  ObjectId two = script.spawn(script.root(), "worker", 2);
  ObjectId three = script.spawn(script.root(), "worker", 3);
  ObjectId a = script.mutex("a", Rank::unranked);
  ObjectId b = script.mutex("b", Rank::unranked);
  ObjectId c = script.mutex("c", Rank::unranked);
  ObjectId condvar = script.condvar("job", a);
};

TEST_F(Deadlocks, AThreadThatRequestsItsOwnLock) {
  script.lock(one, a);
  script.record(one, Event::lock_requested, a);
  EXPECT_EQ(broken(script), "deadlock");
  EXPECT_THAT(story(script), HasSubstr("worker.1 acquires the a lock, which it holds already"));
}

TEST_F(Deadlocks, ASelfLockOfARankedMutexIsNoMatterOfOrder) {
  const ObjectId server = script.mutex("server", Rank::server);
  script.lock(one, server);
  script.record(one, Event::lock_requested, server);
  EXPECT_EQ(broken(script), "deadlock");
}

TEST_F(Deadlocks, TwoThreadsAndTwoLocks) {
  script.lock(one, a);
  script.lock(two, b);
  script.record(one, Event::lock_requested, b);
  EXPECT_EQ(broken(script), "");
  script.record(two, Event::lock_requested, a);
  EXPECT_EQ(broken(script), "deadlock");
  EXPECT_THAT(story(script), AllOf(HasSubstr("worker.2 -> worker.1 -> worker.2"),
                                   HasSubstr("worker.2 requests the a lock, which worker.1 holds"),
                                   HasSubstr("for the b lock, which worker.2 holds")));
}

TEST_F(Deadlocks, ThreeThreadsInACircle) {
  script.lock(one, a);
  script.lock(two, b);
  script.lock(three, c);
  script.record(one, Event::lock_requested, b);
  script.record(two, Event::lock_requested, c);
  script.record(three, Event::lock_requested, a);
  EXPECT_EQ(broken(script), "deadlock");
  EXPECT_THAT(story(script), HasSubstr("worker.3 -> worker.1 -> worker.2 -> worker.3"));
}

TEST_F(Deadlocks, AChainIsNoCircle) {
  script.lock(one, a);
  script.lock(two, b);
  script.record(two, Event::lock_requested, a);
  script.record(three, Event::lock_requested, b);
  EXPECT_EQ(story(script), "");
}

TEST_F(Deadlocks, ACircleThatOpensInTimeIsNone) {
  script.lock(one, a);
  script.lock(two, b);
  script.record(one, Event::lock_requested, b);
  script.unlock(two, b);
  script.record(two, Event::lock_requested, a);
  script.record(one, Event::lock_acquired, b);
  EXPECT_EQ(story(script), "");
}

TEST_F(Deadlocks, AThreadThatJoinsItself) {
  script.record(one, Event::join_begin, one);
  EXPECT_EQ(broken(script), "deadlock");
}

TEST_F(Deadlocks, TwoThreadsThatJoinEachOther) {
  script.record(one, Event::join_begin, two);
  script.record(two, Event::join_begin, one);
  EXPECT_EQ(broken(script), "deadlock");
}

TEST_F(Deadlocks, AJoinOfAThreadThatWaitsForTheJoinersLock) {
  script.lock(one, a);
  script.record(two, Event::lock_requested, a);
  script.record(one, Event::join_begin, two);
  EXPECT_EQ(broken(script), "deadlock");
  EXPECT_THAT(story(script), HasSubstr("worker.1 waits for worker.2 to end"));
}

TEST_F(Deadlocks, ALockRequestedOfAThreadThatJoinsTheRequester) {
  script.lock(one, a);
  script.record(one, Event::join_begin, two);
  script.record(two, Event::lock_requested, a);
  EXPECT_EQ(broken(script), "deadlock");
}

TEST_F(Deadlocks, AJoinOfAThreadThatHasEndedIsFine) {
  script.record(two, Event::thread_ended, two);
  script.record(one, Event::join_begin, two);
  script.record(one, Event::join_end, two);
  EXPECT_EQ(story(script), "");
}

TEST_F(Deadlocks, AStuckRunWithALockThatIsWaitedFor) {
  script.lock(one, a);
  script.lock(one, b);
  script.wait(one, condvar);
  script.record(two, Event::lock_requested, b);
  EXPECT_EQ(broken(script), "");
  script.world(Event::stuck, 4);
  EXPECT_EQ(broken(script), "deadlock");
  EXPECT_THAT(story(script),
              AllOf(HasSubstr("worker.2 waits since step"), HasSubstr("which worker.1 holds"),
                    HasSubstr("worker.1 waits since step"), HasSubstr("on the condition job")));
}

TEST_F(Deadlocks, AStuckRunWithoutLocksHasMadeNoProgress) {
  script.lock(one, a);
  script.wait(one, condvar);
  script.record(script.root(), Event::join_begin, one);
  script.world(Event::stuck, 4);
  EXPECT_EQ(broken(script), "progress");
  EXPECT_THAT(story(script),
              AllOf(HasSubstr("4 threads have not ended"), HasSubstr("root waits since step"),
                    HasSubstr("for worker.1 to end")));
}

TEST_F(Deadlocks, ARunThatWasCut) {
  script.world(Event::step_limit, 100'000);
  EXPECT_EQ(broken(script), "progress");
  EXPECT_THAT(story(script), HasSubstr("100000 points"));
}

class Wakeups : public Deadlocks {};

TEST_F(Wakeups, AWaiterWhoseConditionHoldsAndWhomNobodyEverNotified) {
  script.lock(one, a);
  script.wait(one, condvar);
  script.world(Event::waiter_ready, static_cast<std::uint64_t>(one), condvar);
  EXPECT_EQ(broken(script), "lost-wakeup");
  EXPECT_THAT(story(script), AllOf(HasSubstr("worker.1 waits on the condition job"),
                                   HasSubstr("nobody has ever notified the condition job")));
}

TEST_F(Wakeups, ANotificationBeforeTheWait) {
  script.record(two, Event::notify_one, condvar);
  script.lock(one, a);
  script.wait(one, condvar);
  script.world(Event::waiter_ready, static_cast<std::uint64_t>(one), condvar);
  EXPECT_EQ(broken(script), "lost-wakeup");
  EXPECT_THAT(story(script), HasSubstr("worker.2 woke one at step "));
  EXPECT_THAT(story(script), HasSubstr("when nobody waited"));
}

TEST_F(Wakeups, OneNotifiedWhereTwoWereNeeded) {
  for (const ObjectId waiter : {one, two}) {
    script.lock(waiter, a);
    script.wait(waiter, condvar);
  }
  script.record(three, Event::notify_one, condvar);
  script.wake(two, condvar);
  script.unlock(two, a);
  script.world(Event::waiter_ready, static_cast<std::uint64_t>(one), condvar);
  EXPECT_EQ(broken(script), "lost-wakeup");
  EXPECT_THAT(story(script), AllOf(HasSubstr("worker.3 woke one"), HasSubstr("when 2 waited"),
                                   HasSubstr("it woke worker.2"), Not(HasSubstr("more"))));
}

TEST_F(Wakeups, TheFindingOfARunSaysNothingOfTheRunBefore) {
  script.record(two, Event::notify_all, condvar);
  script.begin_run();
  const ObjectId waiter = script.thread("worker", 1);
  const ObjectId mutex = script.mutex("a", Rank::unranked);
  for (int i = 0; i < 8; ++i) {
    const ObjectId job = script.condvar("job", mutex);
    script.lock(waiter, mutex);
    script.wait(waiter, job);
    if (job != condvar) {
      script.wake(waiter, job);
      script.unlock(waiter, mutex);
      continue;
    }
    script.world(Event::waiter_ready, static_cast<std::uint64_t>(waiter), job);
    EXPECT_THAT(story(script), HasSubstr("nobody has ever notified"));
    return;
  }
  FAIL() << "no condition variable had the identity of the first run's";
}

TEST_F(Wakeups, AWaiterThatIsWokenIsNotLost) {
  script.lock(one, a);
  script.wait(one, condvar);
  script.record(two, Event::notify_one, condvar);
  script.wake(one, condvar);
  script.unlock(one, a);
  EXPECT_EQ(story(script), "");
}

}  // namespace
}  // namespace interleave::testing
