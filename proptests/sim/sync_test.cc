// Mutex, condition variable and threads: correct programs are clean, broken ones are found.
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/sim/program.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Pair;
using testing::UnorderedElementsAre;

constexpr int kRuns = 500;

// Two threads add to a counter with a point between reading and writing.
Program counters(bool locked) {
  return Program([locked](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"counter"}, Rank::unranked);
    const auto pause = world.threads().make_mutex({"pause"}, Rank::unranked);
    std::atomic<int> counter = 0;  // atomic: lost is an update, not the order of bytes
    const auto add = [&] {
      const auto step = [&] {
        const int seen = counter;
        {
          const Locked point(*pause);
        }
        counter = seen + 1;
      };
      if (locked) {
        const Locked lock(*mutex);
        step();
      } else {
        step();
      }
    };
    const auto other = spawn(world, {"other"}, add);
    add();
    other->join();
    check(world, counter == 2, "an update was lost");
  });
}

TEST(SimMutex, ExcludesOthers) {
  EXPECT_THAT(verdicts(counters(true), kRuns), ElementsAre(Pair("", kRuns)));
}

TEST(SimMutex, WithoutItAnUpdateIsLost) {
  EXPECT_THAT(verdicts(counters(false), kRuns), UnorderedElementsAre(Key(""), Key("check")));
}

Program philosophers(bool ordered) {
  return Program([ordered](SimWorld& world) {
    const auto left = world.threads().make_mutex({"fork", 1}, Rank::unranked);
    const auto right = world.threads().make_mutex({"fork", 2}, Rank::unranked);
    const auto eat = [](Mutex& first, Mutex& second) {
      const Locked one(first);
      const Locked two(second);
    };
    const auto other =
        spawn(world, {"other"}, [&] { ordered ? eat(*left, *right) : eat(*right, *left); });
    eat(*left, *right);
    other->join();
  });
}

TEST(Deadlock, OppositeOrderIsFound) {
  const std::map<std::string, int> found = verdicts(philosophers(false), kRuns);
  EXPECT_THAT(found, Contains(Key("deadlock")));
  // Where it just did not happen TSan still sees the opposite orders.
  EXPECT_THAT(found, Contains(Key(AnyOf("", "lock-order"))));
}

TEST(Deadlock, OneOrderIsClean) {
  EXPECT_THAT(verdicts(philosophers(true), kRuns), ElementsAre(Pair("", kRuns)));
}

TEST(Deadlock, SelfLockIsFoundAtOnce) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"own"}, Rank::unranked);
    const Locked outer(*mutex);
    const Locked inner(*mutex);
  });
  EXPECT_THAT(verdicts(program, 1), ElementsAre(Pair("mutex-misuse", 1)));
}

TEST(Deadlock, ThreadsThatJoinEachOtherAreFound) {
  const Program program([](SimWorld& world) {
    std::atomic<Thread*> other = nullptr;
    const auto first = spawn(world, {"first"}, [&] {
      while (!other) world.sleep_until(later(world.clock().now(), Duration(1)));
      other.load()->join();
    });
    const auto second = spawn(world, {"second"}, [&] { first->join(); });
    other = second.get();
    const auto mutex = world.threads().make_mutex({"end"}, Rank::unranked);
    const auto never = world.threads().make_condvar({"never"}, *mutex);
    const Locked lock(*mutex);
    never->wait([] { return false; });
  });
  EXPECT_THAT(verdicts(program, 20), ElementsAre(Pair("deadlock", 20)));
}

// A consumer waits for a flag that a producer sets and notifies, with the lock or without.
Program hand_over(bool with_lock) {
  return Program([=](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"flag"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    std::atomic<bool> flag = false;
    const auto consumer = spawn(world, {"consumer"}, [&] {
      const Locked lock(*mutex);
      changed->wait([&] { return flag.load(); });
    });
    const auto producer = spawn(world, {"producer"}, [&] {
      if (with_lock) {
        const Locked lock(*mutex);
        flag = true;
      } else {
        flag = true;
      }
      changed->notify_one();
    });
    consumer->join();
    producer->join();
  });
}

TEST(SimCondVar, HandsOver) {
  EXPECT_THAT(verdicts(hand_over(true), kRuns), ElementsAre(Pair("", kRuns)));
}

TEST(SimCondVar, AChangeWithoutTheLockIsLostSometimes) {
  // The flag is set and notified between the consumer's look and its wait.
  EXPECT_THAT(verdicts(hand_over(false), kRuns), UnorderedElementsAre(Key(""), Key("deadlock")));
}

// The predicate of a waiter that nobody will wake is asked at the end: it may have points itself.
Program waits_for_shared(bool locks) {
  return Program([locks](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"flag"}, Rank::unranked);
    const auto inner = world.threads().make_mutex({"inner"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    Shared<bool> flag(world, {"flag"});
    const auto holder = spawn(world, {"holder"}, [&] {
      const Locked lock(*mutex);
      const Locked held(*inner);
      flag.store(true);  // and nobody is told
      if (locks) changed->wait([] { return false; });
    });
    const Locked lock(*mutex);
    changed->wait([&] {
      if (!locks) return flag.load();
      const Locked look(*inner);
      return flag.load();
    });
    if (!locks) holder->join();
  });
}

TEST(SimCondVar, APredicateMayHavePoints) {
  for (const bool locks : {false, true}) {
    const Program program = waits_for_shared(locks);
    const std::unique_ptr<Simulation> simulation = bare_simulation();
    RandomWalk strategy;
    int waiting = 0;
    for (std::uint64_t seed = 0; seed < kRuns; ++seed) {
      const RunResult& result = simulation->run(program, strategy, seed, {});
      if (!result.finding) continue;
      ASSERT_EQ(result.finding->rule, "deadlock");
      const std::string& leader = result.finding->details.front();
      waiting += leader.starts_with("leader is blocked in wait of changed") ? 1 : 0;
    }
    EXPECT_GT(waiting, 0) << locks;
  }
}

}  // namespace
}  // namespace interleave::sim
