// The run-time half of the rules: a thread's held locks, and the seam's operations that ask them.
#include "model/locks/held_locks.h"

#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/seam/poller.h"
#include "proptests/model/fake_world.h"

namespace interleave::testing {
namespace {

using ::testing::ElementsAre;

class HeldLocksTest : public ::testing::Test {
 protected:
  FakeWorld world;
  FakeMutex server{world, {"server"}, Rank::server};
  FakeMutex client{world, {"client", 1}, Rank::client};
  FakeMutex other{world, {"client", 2}, Rank::client};
  FakeMutex driver{world, {"driver"}, Rank::driver};
  FakeMutex loop{world, {"loop"}, Rank::loop};
  FakeMutex plain{world, {"plain"}, Rank::unranked};
  HeldLocks held;
};

TEST_F(HeldLocksTest, TheHierarchyDownwards) {
  EXPECT_EQ(held.check_acquire(server), "");
  held.push(server);
  EXPECT_EQ(held.check_acquire(client), "");
  held.push(client);
  EXPECT_EQ(held.check_acquire(loop), "");
  EXPECT_EQ(held.check_acquire(driver), "");
  EXPECT_EQ(held.check_acquire(plain), "");
}

TEST_F(HeldLocksTest, NeverUpwardsNorSideways) {
  held.push(server);
  held.push(client);
  EXPECT_EQ(held.check_acquire(other), "lock-order");
  held.remove(server);
  EXPECT_EQ(held.check_acquire(server), "lock-order");
  held.push(loop);
  EXPECT_EQ(held.check_acquire(driver), "lock-order");
}

TEST_F(HeldLocksTest, AClientNeedsTheServer) {
  EXPECT_EQ(held.check_acquire(client), "lock-order");
  held.push(plain);
  EXPECT_EQ(held.check_acquire(client), "lock-order");
}

TEST_F(HeldLocksTest, OneLockOnce) {
  held.push(plain);
  EXPECT_EQ(held.check_acquire(plain), "mutex-misuse");
  EXPECT_EQ(held.check_release(plain), "");
  EXPECT_EQ(held.check_release(server), "mutex-misuse");
}

TEST_F(HeldLocksTest, BlockingReleasesOneLockAtMost) {
  EXPECT_EQ(held.check_block(), "");
  held.push(server);
  EXPECT_EQ(held.check_block(), "lock-across-blocking");
  EXPECT_EQ(held.check_block(&server), "");
  held.push(client);
  EXPECT_EQ(held.check_block(&server), "lock-across-blocking");
}

TEST_F(HeldLocksTest, DriversAndStrangersMayBlockAndCall) {
  held.push(driver);
  held.push(plain);
  EXPECT_EQ(held.check_block(), "");
  EXPECT_EQ(held.check_api(), "");
}

TEST_F(HeldLocksTest, TheApiUnderEachLockOfTheModel) {
  for (const FakeMutex* mutex : {&server, &client, &loop}) {
    HeldLocks one;
    one.push(*mutex);
    EXPECT_EQ(one.check_api(), "api-under-lock") << mutex->name().text();
  }
}

TEST_F(HeldLocksTest, LocksLeaveInAnyOrder) {
  held.push(server);
  held.push(client);
  held.push(loop);
  held.remove(client);
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(&held[0], &server);
  EXPECT_EQ(&held[1], &loop);
  EXPECT_FALSE(held.holds(client));
}

TEST_F(HeldLocksTest, OthersSeeTheRanks) {
  EXPECT_TRUE(held.ranks().empty());
  held.push(server);
  held.push(client);
  held.remove(server);
  RankSet seen;
  std::thread([&] { seen = held.ranks(); }).join();
  EXPECT_TRUE(seen.has(Rank::client));
  EXPECT_FALSE(seen.has(Rank::server));
  held.remove(client);
  EXPECT_TRUE(held.ranks().empty());
}

using HeldLocksDeathTest = HeldLocksTest;

TEST_F(HeldLocksDeathTest, ALockThatIsNotHeldIsNotRemoved) {
  EXPECT_DEATH(held.remove(server), "removes a lock that it does not hold");
}

TEST_F(HeldLocksDeathTest, MoreLocksThanTheHierarchyHas) {
  for (std::size_t i = 0; i < HeldLocks::kMost; ++i) held.push(plain);
  EXPECT_DEATH(held.push(server), "more locks than the hierarchy can have");
}

class SeamTest : public HeldLocksTest {
 protected:
  // What `act` breaks, as the world is told: "rule: what object"; empty when nothing.
  template <class Act>
  std::string broken_by(Act&& act) {
    try {
      act();
    } catch (const BrokenRule& broken) {
      return broken.rule + ": " + broken.what + " " + broken.object;
    }
    return "";
  }
};

TEST_F(SeamTest, AMutexAnnouncesEachStepInOrder) {
  world.trace().clear();
  server.lock();
  server.assert_held();
  server.unlock();
  EXPECT_THAT(world.trace().lines(),
              ElementsAre("lock_requested server", "lock_acquired server", "lock_released server"));
  EXPECT_EQ(world.held_locks().size(), 0U);
}

TEST_F(SeamTest, AMutexTellsOfABrokenOrderBeforeItBlocks) {
  server.lock();
  client.lock();
  server.unlock();
  world.trace().clear();
  EXPECT_EQ(broken_by([&] { server.lock(); }), "lock-order: acquires server");
  EXPECT_THAT(world.trace().lines(), ElementsAre("lock_requested server"));
  EXPECT_FALSE(server.taken());
  client.unlock();
}

TEST_F(SeamTest, AMutexTellsOfAReleaseByAStranger) {
  EXPECT_EQ(broken_by([&] { server.unlock(); }), "mutex-misuse: releases server");
}

TEST_F(SeamTest, AWaitHoldsItsMutexBeforeAndAfterAndNotMeanwhile) {
  FakeCondVar job(world, server, {"job"});
  bool ready = false;
  job.on_wait = [&] {
    EXPECT_FALSE(world.held_locks().holds(server));
    ready = true;
    return true;
  };
  server.lock();
  world.trace().clear();
  job.wait([&] { return ready; });
  EXPECT_TRUE(world.held_locks().holds(server));
  EXPECT_THAT(world.trace().lines(), ElementsAre("wait_begin job", "wait_end job"));
  server.unlock();
}

TEST_F(SeamTest, AWaitLoopsUntilItsPredicateHolds) {
  FakeCondVar job(world, server, {"job"});
  int returns = 0;
  job.on_wait = [&] {
    ++returns;
    return true;
  };
  server.lock();
  job.wait([&] { return returns == 3; });
  EXPECT_EQ(returns, 3);
  job.wait([] { return true; });
  EXPECT_EQ(returns, 3);
  server.unlock();
}

TEST_F(SeamTest, AWaitWithADeadlineSaysWhetherThePredicateHolds) {
  FakeCondVar job(world, server, {"job"});
  bool holds = false;
  job.on_wait = [] { return false; };
  server.lock();
  EXPECT_FALSE(job.wait_until(Instant{}, [&] { return holds; }));
  job.on_wait = [&] {
    holds = true;
    return false;
  };
  EXPECT_TRUE(job.wait_until(Instant{}, [&] { return holds; }));
  server.unlock();
}

TEST_F(SeamTest, AWaitTellsOfAMutexThatIsNotHeldOrOneTooMany) {
  FakeCondVar job(world, server, {"job"});
  const auto wait = [&] { job.wait([] { return false; }); };
  EXPECT_EQ(broken_by(wait), "mutex-misuse: waits without holding server");
  server.lock();
  client.lock();
  EXPECT_EQ(broken_by(wait), "lock-across-blocking: waits on a condition of server");
}

TEST_F(SeamTest, APollTellsOfALock) {
  FakePoller poller(world);
  std::vector<Ready> ready;
  EXPECT_EQ(broken_by([&] { poller.wait(kNever, ready); }), "");
  server.lock();
  EXPECT_EQ(broken_by([&] { poller.wait(kNever, ready); }),
            "lock-across-blocking: waits in poller");
  EXPECT_EQ(broken_by([&] { poller.wake(); }), "");
  server.unlock();
}

TEST_F(SeamTest, APollForgetsWhatWasReadyBefore) {
  FakePoller poller(world);
  std::vector<Ready> ready(3);
  poller.wait(kNever, ready);
  EXPECT_TRUE(ready.empty());
}

TEST_F(SeamTest, AJoinTellsOfALock) {
  FakeThread thread(world, {"worker", 1});
  world.trace().clear();
  EXPECT_EQ(broken_by([&] { thread.join(); }), "");
  EXPECT_THAT(world.trace().lines(), ElementsAre("join_begin worker.1", "join_end worker.1"));
  server.lock();
  EXPECT_EQ(broken_by([&] { thread.join(); }), "lock-across-blocking: joins worker.1");
  server.unlock();
}

TEST_F(SeamTest, EverythingAnnouncesItsEnd) {
  world.trace().clear();
  {
    FakeMutex mutex(world, {"brief"}, Rank::unranked);
    FakeCondVar condvar(world, mutex, {"flag"});
    FakePoller poller(world);
  }
  EXPECT_THAT(world.trace().lines(), ElementsAre("object_destroyed poller", "object_destroyed flag",
                                                 "object_destroyed brief"));
}

using SeamDeathTest = SeamTest;

TEST_F(SeamDeathTest, AssertHeldIsOnInEveryBuild) {
  EXPECT_DEATH(server.assert_held(), "a lock that must be held is not");
}

}  // namespace
}  // namespace interleave::testing
