// Virtual time: lazy, where it moves only when nobody can run, and eager, where it may at any
// point.
#include <atomic>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::Key;
using testing::Pair;
using testing::UnorderedElementsAre;

Instant at(Duration time) {
  return Instant(time);
}

RunOptions eager() {
  RunOptions options;
  options.faults[Fault::early_time] = {.ratio = Faults::kAlways / 8, .most = 4};
  return options;
}

TEST(Time, SleepersWakeInTheOrderOfTheirDeadlines) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"order"}, Rank::unranked);
    std::string order;
    const auto sleeper = [&](Name name, Duration time, char mark) {
      return spawn(world, name, [&world, &mutex, &order, time, mark] {
        world.sleep_until(at(time));
        check(world, world.clock().now() == at(time), "it is another time");
        const Locked lock(*mutex);
        order += mark;
      });
    };
    const auto c = sleeper({"c"}, seconds(3), 'c');
    const auto a = sleeper({"a"}, seconds(1), 'a');
    const auto b = sleeper({"b"}, seconds(2), 'b');
    for (const auto* thread : {&a, &b, &c}) (*thread)->join();
    check(world, order == "abc", "the order is wrong");
  });
  EXPECT_THAT(verdicts(program, 200), ElementsAre(Pair("", 200)));
}

TEST(Time, TheTimeOfDayJumpsAndTheClockDoesNot) {
  const Program program([](SimWorld& world) {
    const Duration day = world.clock().wall_now();
    world.sleep_until(at(seconds(1)));
    check(world, world.clock().wall_now() - day == seconds(3601), "it does not jump forth");
    world.sleep_until(at(seconds(2)));
    check(world, world.clock().wall_now() - day == seconds(2), "it does not jump back");
    check(world, world.clock().now() == at(seconds(2)), "the clock jumps");
  });
  EXPECT_THAT(verdicts(program, 20), ElementsAre(Pair("", 20)));
}

// A worker needs no time; a deadline of one second stands beside it.
Program deadline_or_event() {
  return Program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    bool ready = false;
    const auto worker = spawn(world, {"worker"}, [&] {
      const Locked lock(*mutex);
      ready = true;
      changed->notify_all();
    });
    bool in_time = false;
    {
      const Locked lock(*mutex);
      in_time = changed->wait_until(at(seconds(1)), [&] { return ready; });
    }
    worker->join();
    check(world, in_time, "the deadline came first");
    check(world, world.clock().now() == at({}), "time has moved");
  });
}

TEST(Time, LazyTimeDoesNotMoveWhileThreadsCanRun) {
  EXPECT_THAT(verdicts(deadline_or_event(), 500), ElementsAre(Pair("", 500)));
}

TEST(Time, EagerTimeDoes) {
  EXPECT_THAT(verdicts(deadline_or_event(), 500, eager()),
              UnorderedElementsAre(Key(""), Key("check")));
}

TEST(Time, EagerTimeHasABudget) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto sleeper = spawn(world, {"sleeper"}, [&] {
      for (int i = 1; i <= 100; ++i) world.sleep_until(at(seconds(i)));
    });
    for (int i = 0; i < 1000; ++i) const Locked lock(*mutex);
    check(world, world.clock().now() <= at(seconds(4)), "time has moved more than four times");
    sleeper->join();
  });
  EXPECT_THAT(verdicts(program, 50, eager()), ElementsAre(Pair("", 50)));
}

TEST(Time, ADeadlineThatHasPassedDoesNotWait) {
  const Program program([](SimWorld& world) {
    world.sleep_until(at(seconds(5)));
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto never = world.threads().make_condvar({"never"}, *mutex);
    const Locked lock(*mutex);
    check(world, !never->wait_until(at(seconds(2)), [] { return false; }), "it was woken");
    check(world, world.clock().now() == at(seconds(5)), "time has moved");
  });
  EXPECT_THAT(verdicts(program, 20), ElementsAre(Pair("", 20)));
}

TEST(Time, AWaiterWhoseDeadlineCameTakesNoNotification) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    int tokens = 0;
    const auto patient = spawn(world, {"patient"}, [&] {
      const Locked lock(*mutex);
      changed->wait([&] { return tokens > 0; });
      --tokens;
    });
    const auto hasty = spawn(world, {"hasty"}, [&] {
      const Locked lock(*mutex);
      static_cast<void>(changed->wait_until(at(seconds(1)), [] { return false; }));
    });
    world.sleep_until(at(seconds(2)));
    {
      const Locked lock(*mutex);
      ++tokens;
      changed->notify_one();
    }
    patient->join();
    hasty->join();
  });
  EXPECT_THAT(verdicts(program, 200), ElementsAre(Pair("", 200)));
}

TEST(Settle, ComesBeforeTimeMoves) {
  const Program program([](SimWorld& world) {
    std::atomic<int> rounds = 0;
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto worker = spawn(world, {"worker"}, [&] {
      for (; rounds < 5; ++rounds) const Locked lock(*mutex);
      world.sleep_until(at(seconds(1)));
      ++rounds;
    });
    world.settle();
    check(world, rounds == 5, "the worker could still run");
    check(world, world.clock().now() == at({}), "time has moved");
    worker->join();
    check(world, rounds == 6, "the worker has not ended");
  });
  EXPECT_THAT(verdicts(program, 200), ElementsAre(Pair("", 200)));
}

TEST(Settle, IsRecordedWithTheOpenPeers) {
  const Program program([](SimWorld& world) {
    const auto listener = world.listen({"door"});
    SimSocket one = world.connect({"door"});
    SimSocket two = world.connect({"door"});
    one.close();
    world.settle();
  });
  std::string seen;
  RunOptions options;
  options.on_record = [&](const Record& record) {
    if (record.event != Event::settled) return;
    seen += std::to_string(record.value);
    seen += record.thread == kNoObject ? " by nobody" : " by somebody";
  };
  const auto simulation = bare_simulation();
  NonPreemptive strategy;
  simulation->run(program, strategy, 1, options);
  EXPECT_EQ(seen, "1 by nobody");
}

TEST(SpuriousWakeup, HappensToWaitersWithoutAPredicate) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    bool ready = false;
    const auto worker = spawn(world, {"worker"}, [&] {
      const Locked lock(*mutex);
      ready = true;
      changed->notify_one();
    });
    {
      const Locked lock(*mutex);
      auto always = [] { return true; };
      if (!ready) changed->wait_once(Condition(always), kNever);
      check(world, ready, "woken without cause");
    }
    worker->join();
  });
  RunOptions options;
  options.faults[Fault::spurious_wakeup] = {.ratio = Faults::kAlways / 4, .most = 8};
  EXPECT_THAT(verdicts(program, 300), ElementsAre(Pair("", 300)));
  EXPECT_THAT(verdicts(program, 300, options), UnorderedElementsAre(Key(""), Key("check")));
}

}  // namespace
}  // namespace interleave::sim
