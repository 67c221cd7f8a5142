// The rules of locks: order, API under a lock, blocking under a lock.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using ::testing::HasSubstr;

class LockRules : public ::testing::Test {
 protected:
  Script script;
  ObjectId worker = script.thread("worker", 2);
  ObjectId server = script.mutex("server", Rank::server);
  ObjectId client = script.mutex("client", Rank::client, 1);
  ObjectId other_client = script.mutex("client", Rank::client, 2);
  ObjectId driver = script.mutex("driver", Rank::driver);
  ObjectId loop = script.mutex("loop", Rank::loop);
  ObjectId condvar = script.condvar("job", server);
};

TEST_F(LockRules, ServerThenClientThenLoopIsTheOrder) {
  script.lock(worker, server);
  script.lock(worker, client);
  script.lock(worker, loop);
  script.unlock(worker, loop);
  script.unlock(worker, server);
  script.unlock(worker, client);
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, ServerUnderClientIsAnInversion) {
  script.lock(worker, server);
  script.lock(worker, client);
  script.unlock(worker, server);
  script.lock(worker, server);
  EXPECT_EQ(broken(script), "lock-order");
  EXPECT_THAT(story(script),
              HasSubstr("worker.2 acquires the server lock while it holds client.1's lock (T4"));
}

TEST_F(LockRules, TheOrderIsBrokenByTheRequestAlone) {
  script.lock(worker, server);
  script.lock(worker, client);
  script.unlock(worker, server);
  script.record(worker, Event::lock_requested, server);
  EXPECT_EQ(broken(script), "lock-order");
}

TEST_F(LockRules, AClientWithoutTheServerBreaksTheStrictWording) {
  script.lock(worker, client);
  EXPECT_EQ(broken(script), "lock-order");
  EXPECT_THAT(story(script), HasSubstr("T5"));
}

TEST_F(LockRules, AServerLockThatWasDroppedBeforeDoesNotCount) {
  script.lock(worker, server);
  script.unlock(worker, server);
  script.lock(worker, client);
  EXPECT_EQ(broken(script), "lock-order");
}

TEST_F(LockRules, AServerLockOfAnotherThreadDoesNotCount) {
  script.lock(script.root(), server);
  script.lock(worker, client);
  EXPECT_EQ(broken(script), "lock-order");
}

TEST_F(LockRules, TwoClientsAreTwoLocksOfOneRank) {
  script.lock(worker, server);
  script.lock(worker, client);
  script.lock(worker, other_client);
  EXPECT_EQ(broken(script), "lock-order");
  EXPECT_THAT(story(script), HasSubstr("two locks of one rank"));
}

TEST_F(LockRules, TwoClientsOneAfterTheOtherAreFine) {
  script.lock(worker, server);
  for (const ObjectId mutex : {client, other_client}) {
    script.lock(worker, mutex);
    script.unlock(worker, mutex);
  }
  script.unlock(worker, server);
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, NothingIsAcquiredUnderTheLeaf) {
  script.lock(worker, loop);
  script.lock(worker, driver);
  EXPECT_EQ(broken(script), "lock-order");
  EXPECT_THAT(story(script), HasSubstr("T6"));
}

TEST_F(LockRules, UnrankedLocksHaveNoOrder) {
  const ObjectId a = script.mutex("a", Rank::unranked);
  const ObjectId b = script.mutex("b", Rank::unranked);
  script.lock(worker, b);
  script.lock(worker, a);
  script.lock(worker, server);
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, TheFindingSaysWhatIsHeldAndSinceWhen) {
  script.lock(worker, server);
  script.lock(worker, client);
  script.lock(worker, other_client);
  EXPECT_THAT(story(script), HasSubstr("worker.2 holds the server lock (since step "));
  EXPECT_THAT(story(script), HasSubstr(" and client.1's lock (since step "));
}

TEST_F(LockRules, TheApiIsCalledWithNoLockOfTheModel) {
  const ObjectId one = script.client(1);
  script.take(worker, one, 7);
  script.lock(worker, server);
  script.record(worker, Event::api_begin, one, 7);
  EXPECT_EQ(broken(script), "api-under-lock");
  EXPECT_THAT(story(script), HasSubstr("calls the API for call 7 of client.1"));
}

TEST_F(LockRules, TheApiUnderAClientLockAlone) {
  const ObjectId one = script.client(1);
  script.take(worker, one, 7);
  script.lock(worker, server);
  script.lock(worker, client);
  script.unlock(worker, server);
  script.record(worker, Event::api_begin, one, 7);
  EXPECT_EQ(broken(script), "api-under-lock");
}

TEST_F(LockRules, TheApiUnderTheLoopsLock) {
  script.lock(worker, loop);
  script.record(worker, Event::api_begin, script.client(1), 7);
  EXPECT_EQ(broken(script), "api-under-lock");
}

TEST_F(LockRules, TheApiMayBeCalledWhileOthersHoldLocksAndWithADriversLock) {
  const ObjectId one = script.client(1);
  script.take(worker, one, 7);
  script.lock(script.root(), server);
  script.lock(worker, driver);
  script.record(worker, Event::api_begin, one, 7);
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, AConditionsOwnMutexMayBeHeldInAWait) {
  script.lock(worker, server);
  script.wait(worker, condvar);
  script.wake(worker, condvar);
  script.unlock(worker, server);
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, AnotherLockAcrossAWait) {
  script.lock(worker, server);
  script.lock(worker, client);
  script.wait(worker, condvar);
  EXPECT_EQ(broken(script), "lock-across-blocking");
  EXPECT_THAT(story(script),
              HasSubstr("waits on the condition job while it holds client.1's lock (T9)"));
}

TEST_F(LockRules, ALockAcrossPoll) {
  const ObjectId poller = script.make(ObjectKind::poller, {"poller"});
  script.lock(worker, server);
  script.record(worker, Event::poll_begin, poller);
  EXPECT_EQ(broken(script), "lock-across-blocking");
}

TEST_F(LockRules, ALockAcrossAJoin) {
  const ObjectId other = script.spawn(script.root(), "worker", 3);
  script.lock(script.root(), loop);
  script.record(script.root(), Event::join_begin, other);
  EXPECT_EQ(broken(script), "lock-across-blocking");
}

TEST_F(LockRules, ALockWhileAThreadIsStarted) {
  script.lock(script.root(), server);
  script.make(ObjectKind::thread, {"worker", 4}, 0, script.root());
  EXPECT_EQ(broken(script), "lock-across-blocking");
  EXPECT_THAT(story(script), HasSubstr("starts the thread worker.4"));
}

TEST_F(LockRules, OtherObjectsMayBeMadeUnderALock) {
  script.lock(script.root(), server);
  script.make(ObjectKind::client, {"client", 9}, 0, script.root());
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, ALocksOfADriverMayBeHeldWhileItsApiBlocks) {
  const ObjectId wait = script.condvar("driver", server);
  script.lock(worker, server);
  script.lock(worker, driver);
  script.wait(worker, wait);
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, AFileIsClosedWithNoLockHeld) {
  const ObjectId file = script.make(ObjectKind::file, {"file", 3});
  script.lock(worker, server);
  script.record(worker, Event::object_destroyed, file);
  EXPECT_EQ(broken(script), "lock-across-blocking");
  EXPECT_THAT(story(script), HasSubstr("closes file.3 while it holds the server lock (T9)"));
}

TEST_F(LockRules, OtherObjectsMayEndUnderALock) {
  const ObjectId other = script.mutex("other", Rank::unranked);
  script.lock(worker, server);
  script.record(worker, Event::object_destroyed, other);
  EXPECT_EQ(story(script), "");
}

TEST_F(LockRules, AClientIsDestroyedWithNoLockHeld) {
  const ObjectId one = script.client(1);
  script.lock(worker, server);
  script.record(worker, Event::client_reaped, one);
  EXPECT_EQ(broken(script), "lock-across-blocking");
  EXPECT_THAT(story(script), HasSubstr("destroys client.1 while it holds the server lock (D1)"));
}

TEST_F(LockRules, ACallbackUnderTheLoopsLock) {
  const ObjectId watch = script.make(ObjectKind::watch, {"watch", 1});
  script.lock(worker, loop);
  script.record(worker, Event::callback_begin, watch);
  EXPECT_EQ(broken(script), "lock-across-blocking");
  EXPECT_THAT(story(script), HasSubstr("T6"));
}

TEST_F(LockRules, AFreeCallbackUnderTheLoopsLock) {
  const ObjectId watch = script.make(ObjectKind::watch, {"watch", 1});
  script.lock(worker, loop);
  script.record(worker, Event::watch_freed, watch);
  EXPECT_EQ(broken(script), "lock-across-blocking");
  EXPECT_THAT(story(script), HasSubstr("free-callback of watch.1"));
}

TEST_F(LockRules, ACallbackAfterTheLockWasReleased) {
  const ObjectId watch = script.make(ObjectKind::watch, {"watch", 1});
  script.lock(worker, loop);
  script.unlock(worker, loop);
  script.record(worker, Event::callback_begin, watch);
  script.record(worker, Event::callback_end, watch);
  EXPECT_EQ(story(script), "");
}

}  // namespace
}  // namespace interleave::testing
