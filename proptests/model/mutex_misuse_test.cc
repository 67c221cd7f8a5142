// Locks and condition variables against their contracts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using ::testing::HasSubstr;

class MutexContract : public ::testing::Test {
 protected:
  Script script;
  ObjectId one = script.spawn(script.root(), "worker", 1);
  ObjectId two = script.spawn(script.root(), "worker", 2);
  ObjectId mutex = script.mutex("server", Rank::server);
  ObjectId condvar = script.condvar("job", mutex);

  void destroy(ObjectId object) { script.record(script.root(), Event::object_destroyed, object); }
};

TEST_F(MutexContract, ReleasedByNobodysHolder) {
  script.unlock(one, mutex);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("releases the server lock without holding it"));
  EXPECT_THAT(story(script), HasSubstr("nobody holds it"));
}

TEST_F(MutexContract, ReleasedTwice) {
  script.lock(one, mutex);
  script.unlock(one, mutex);
  script.unlock(one, mutex);
  EXPECT_EQ(broken(script), "mutex-misuse");
}

TEST_F(MutexContract, ReleasedByAnotherThread) {
  script.lock(one, mutex);
  script.unlock(two, mutex);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("worker.1 holds it since step"));
}

TEST_F(MutexContract, AWaitWithoutTheMutex) {
  script.wait(one, condvar);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("waits with the server lock without holding it"));
}

TEST_F(MutexContract, AWaitWithTheMutexOfAnotherThread) {
  script.lock(two, mutex);
  script.wait(one, condvar);
  EXPECT_EQ(broken(script), "mutex-misuse");
}

TEST_F(MutexContract, ABackEndThatLetsTwoIn) {
  script.lock(one, mutex);
  script.record(two, Event::lock_requested, mutex);
  script.record(two, Event::lock_acquired, mutex);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("although it is taken"));
}

TEST_F(MutexContract, AWaitThatEndsWhileTheMutexIsTaken) {
  script.lock(one, mutex);
  script.wait(one, condvar);
  script.lock(two, mutex);
  script.wake(one, condvar);
  EXPECT_EQ(broken(script), "mutex-misuse");
}

TEST_F(MutexContract, AThreadThatEndsHolding) {
  script.lock(one, mutex);
  script.record(one, Event::thread_ended, one);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("worker.1 ends and still holds the server lock"));
}

TEST_F(MutexContract, AThreadThatEndsAfterItsRelease) {
  script.lock(one, mutex);
  script.unlock(one, mutex);
  script.record(one, Event::thread_ended, one);
  EXPECT_EQ(story(script), "");
}

TEST_F(MutexContract, DestroyedWhileHeld) {
  script.lock(one, mutex);
  destroy(mutex);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("while it is held"));
}

TEST_F(MutexContract, DestroyedWhileRequested) {
  const ObjectId plain = script.mutex("plain", Rank::unranked);
  script.record(one, Event::lock_requested, plain);
  destroy(plain);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("waiting: worker.1"));
}

TEST_F(MutexContract, AConditionDestroyedUnderItsWaiters) {
  script.lock(one, mutex);
  script.wait(one, condvar);
  destroy(condvar);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("destroys the condition job while it is waited for"));
}

TEST_F(MutexContract, AMutexDestroyedBeforeItsCondition) {
  destroy(mutex);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("before its condition job"));
}

TEST_F(MutexContract, DestroyedTwice) {
  destroy(condvar);
  destroy(condvar);
  EXPECT_EQ(broken(script), "mutex-misuse");
}

TEST_F(MutexContract, DestroyedInOrderAfterUse) {
  script.lock(one, mutex);
  script.wait(one, condvar);
  script.wake(one, condvar);
  script.unlock(one, mutex);
  destroy(condvar);
  destroy(mutex);
  EXPECT_EQ(story(script), "");
}

class AfterDestruction : public MutexContract, public ::testing::WithParamInterface<Event> {};

TEST_P(AfterDestruction, AMutexIsNotUsed) {
  destroy(condvar);
  destroy(mutex);
  script.record(one, GetParam(), mutex);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("uses the server lock after its destruction"));
}
INSTANTIATE_TEST_SUITE_P(Uses, AfterDestruction,
                         ::testing::Values(Event::lock_requested, Event::lock_acquired,
                                           Event::lock_released),
                         [](const auto& test) { return std::string(to_string(test.param)); });

class ConditionAfterDestruction : public MutexContract,
                                  public ::testing::WithParamInterface<Event> {};

TEST_P(ConditionAfterDestruction, IsNotUsed) {
  script.lock(one, mutex);
  destroy(condvar);
  script.record(one, GetParam(), condvar);
  EXPECT_EQ(broken(script), "mutex-misuse");
  EXPECT_THAT(story(script), HasSubstr("uses the condition job after its destruction"));
}
INSTANTIATE_TEST_SUITE_P(Uses, ConditionAfterDestruction,
                         ::testing::Values(Event::wait_begin, Event::notify_one, Event::notify_all),
                         [](const auto& test) { return std::string(to_string(test.param)); });

}  // namespace
}  // namespace interleave::testing
