// Clock, threads, mutex and condition variable.
#include <memory>
#include <vector>

#include "model/seam/condvar.h"
#include "proptests/conformance/helpers.h"

namespace interleave::conformance {
namespace {

// A mutex and a condition that waits for a number to grow. No guard of model/locks/guards.h has the
// rank "unranked", so the analysis does not follow.
struct Box {
  explicit Box(const World& world)
      : mutex(world.threads.make_mutex(Name{"box"}, Rank::unranked)),
        changed(world.threads.make_condvar(Name{"changed"}, *mutex)) {}
  void add(int amount) IL_NO_THREAD_SAFETY_ANALYSIS {
    mutex->lock();
    number += amount;
    changed->notify_all();
    mutex->unlock();
  }
  int get() IL_NO_THREAD_SAFETY_ANALYSIS {
    mutex->lock();
    const int result = number;
    mutex->unlock();
    return result;
  }
  void await(int least) IL_NO_THREAD_SAFETY_ANALYSIS {
    mutex->lock();
    changed->wait([&] { return number >= least; });
    mutex->unlock();
  }
  bool await_until(int least, Instant deadline) IL_NO_THREAD_SAFETY_ANALYSIS {
    mutex->lock();
    const bool reached = changed->wait_until(deadline, [&] { return number >= least; });
    mutex->assert_held();
    mutex->unlock();
    return reached;
  }

  const std::unique_ptr<Mutex> mutex;
  const std::unique_ptr<CondVar> changed;
  int number = 0;
};

using Team = std::vector<std::unique_ptr<Thread>>;

void join_all(const Team& team) {
  for (const auto& thread : team) {
    EXPECT_NE(thread, nullptr);
    if (thread != nullptr) thread->join();
  }
}

TEST_P(SeamTest, ClockDoesNotGoBackwards) {
  run([](Place& place) {
    Clock& clock = place.world().clock;
    Instant last = clock.now();
    for (int i = 0; i < 100; ++i) {
      const Instant next = clock.now();
      EXPECT_GE(next, last);
      last = next;
    }
    EXPECT_GT(clock.wall_now(), Duration::zero());
  });
}

TEST_P(SeamTest, BodyHasRunWhenJoinReturns) {
  run([](Place& place) {
    bool ran = false;
    const auto thread = place.world().threads.spawn(Name{"child"}, [&] { ran = true; });
    EXPECT_NE(thread, nullptr);
    if (thread == nullptr) return;
    thread->join();
    EXPECT_TRUE(ran);
  });
}

TEST_P(SeamTest, ThreadsMaySpawnThreads) {
  run([](Place& place) {
    Threads& threads = place.world().threads;
    int depth = 0;
    const auto outer = threads.spawn(Name{"outer"}, [&] {
      const auto inner = threads.spawn(Name{"inner"}, [&] { depth = 2; });
      if (inner != nullptr) inner->join();
    });
    if (outer != nullptr) outer->join();
    EXPECT_EQ(depth, 2);
  });
}

TEST_P(SeamTest, MutexExcludes) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    Team team;
    for (unsigned i = 1; i <= 4; ++i) {
      team.push_back(world.threads.spawn(Name{"adder", i}, [&] {
        for (int n = 0; n < 50; ++n) box.add(1);
      }));
    }
    join_all(team);
    EXPECT_EQ(box.get(), 200);
  });
}

TEST_P(SeamTest, HeldLocksAreTheThreadsOwn) {
  run([](Place& place) {
    Threads& threads = place.world().threads;
    const auto mutex = threads.make_mutex(Name{"one"}, Rank::unranked);
    EXPECT_EQ(threads.held_locks().size(), 0U);
    mutex->lock();
    EXPECT_TRUE(threads.held_locks().holds(*mutex));
    std::size_t others = 99;
    mutex->unlock();
    EXPECT_EQ(threads.held_locks().size(), 0U);
    mutex->lock();
    mutex->unlock();
    const auto thread = threads.spawn(Name{"child"}, [&] { others = threads.held_locks().size(); });
    if (thread != nullptr) thread->join();
    EXPECT_EQ(others, 0U);
  });
}

TEST_P(SeamTest, WaiterIsWokenByNotify) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    const auto thread = world.threads.spawn(Name{"notifier"}, [&] { box.add(1); });
    box.await(1);
    EXPECT_EQ(box.get(), 1);
    if (thread != nullptr) thread->join();
  });
}

TEST_P(SeamTest, NotifyAllWakesEveryWaiter) {
  run([](Place& place) {
    const World world = place.world();
    Box go(world);
    Box arrived(world);
    Team team;
    for (unsigned i = 1; i <= 4; ++i) {
      team.push_back(world.threads.spawn(Name{"waiter", i}, [&] {
        arrived.add(1);
        go.await(1);
        arrived.add(1);
      }));
    }
    arrived.await(4);
    go.add(1);
    join_all(team);
    EXPECT_EQ(arrived.get(), 8);
  });
}

TEST_P(SeamTest, ThreadsTakeTurns) {
  run([](Place& place) {
    const World world = place.world();
    Box ping(world);
    Box pong(world);
    const auto thread = world.threads.spawn(Name{"other"}, [&] {
      for (int i = 1; i <= 20; ++i) {
        ping.await(i);
        pong.add(1);
      }
    });
    for (int i = 1; i <= 20; ++i) {
      ping.add(1);
      pong.await(i);
    }
    if (thread != nullptr) thread->join();
    EXPECT_EQ(pong.get(), 20);
  });
}

TEST_P(SeamTest, WaitUntilGivesUpAtItsDeadline) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    const Instant deadline = later(world.clock.now(), kMoment);
    EXPECT_FALSE(box.await_until(1, deadline));
    EXPECT_GE(world.clock.now(), deadline);
  });
}

TEST_P(SeamTest, WaitUntilAPastDeadlineReturns) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    EXPECT_FALSE(box.await_until(1, world.clock.now()));
    EXPECT_FALSE(box.await_until(1, Instant::min()));
  });
}

TEST_P(SeamTest, WaitUntilDoesNotWaitForWhatIsTheCase) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    box.add(1);
    EXPECT_TRUE(box.await_until(1, Instant::min()));
    EXPECT_TRUE(box.await_until(1, kNever));
  });
}

TEST_P(SeamTest, WaitUntilIsWokenBeforeItsDeadline) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    const Instant deadline = later(world.clock.now(), kLong);
    const auto thread = world.threads.spawn(Name{"notifier"}, [&] { box.add(1); });
    EXPECT_TRUE(box.await_until(1, deadline));
    EXPECT_LT(world.clock.now(), deadline);
    if (thread != nullptr) thread->join();
  });
}

TEST_P(SeamTest, MutexIsFreeWhileItsOwnerWaits) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    Box done(world);
    const auto thread = world.threads.spawn(Name{"waiter"}, [&] {
      box.await(1);
      done.add(1);
    });
    // It would never get the mutex to add, if the waiter kept it.
    box.add(1);
    done.await(1);
    if (thread != nullptr) thread->join();
  });
}

TEST_P(SeamTest, DeadlinesOfAPollerAndAConditionShareAClock) {
  run([](Place& place) {
    const World world = place.world();
    Box box(world);
    const Instant first = later(world.clock.now(), kMoment);
    const Instant second = later(first, kMoment);
    EXPECT_FALSE(box.await_until(1, first));
    EXPECT_TRUE(wait_until(place, second).empty());
    EXPECT_GE(world.clock.now(), second);
  });
}

}  // namespace
}  // namespace interleave::conformance
