// How runs end: exceptions, assertions, crashes, endless programs, leaks, misuse; and that the
// simulation is as good as new after each.
#include <chrono>
#include <csignal>
#include <memory>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/base/assert.h"
#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

RunResult run_once(const Scenario& scenario, const RunOptions& options = {}) {
  const auto simulation = bare_simulation();
  NonPreemptive strategy;
  return simulation->run(scenario, strategy, 1, options);
}

// The same body in the root thread and in a child.
Program in_child(const std::function<void()>& body) {
  return Program([body](SimWorld& world) { spawn(world, {"child"}, body)->join(); });
}

const Program& clean_program() {
  static const Program program([](SimWorld& world) {
    int ran = 0;
    for (std::uint32_t i = 1; i <= 3; ++i) spawn(world, {"child", i}, [&] { ++ran; })->join();
    check(world, ran == 3, "a thread did not run");
  });
  return program;
}

TEST(Outcome, ExceptionsAreFindings) {
  const RunResult result = run_once(in_child([] { throw std::runtime_error("out of luck"); }));
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->rule, "exception");
  EXPECT_THAT(result.finding->what, HasSubstr("leader/child"));
  EXPECT_THAT(result.finding->what, HasSubstr("out of luck"));
}

TEST(Outcome, ExceptionsThatAreCaughtAreNot) {
  const Program program([](SimWorld& world) {
    const auto pause = world.threads().make_mutex({"pause"}, Rank::unranked);
    const auto body = [&] {
      for (int i = 0; i < 3; ++i) {
        try {
          throw i;
        } catch (int caught) {
          // Others throw and catch while this one has its exception in hand.
          {
            const Locked point(*pause);
          }
          check(world, caught == i, "somebody else's exception was caught");
          check(world, std::uncaught_exceptions() == 0, "an exception is in flight");
          try {
            throw;
          } catch (int again) {
            check(world, again == i, "somebody else's exception was thrown again");
          }
        }
      }
    };
    const auto other = spawn(world, {"other"}, body);
    body();
    other->join();
  });
  EXPECT_THAT(verdicts(program, 300), ElementsAre(Pair("", 300)));
}

TEST(Outcome, AssertionsAreFindings) {
  const RunResult result = run_once(in_child([] { IL_ASSERT(1 + 1 == 3, "sums are wrong"); }));
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->rule, "assertion");
  EXPECT_THAT(result.finding->what, HasSubstr("proptests/sim/outcome_test.cc:"));
  EXPECT_THAT(result.finding->what, HasSubstr("sums are wrong"));
}

TEST(Outcome, AssertionsOutsideOfRunsStillEndTheProcess) {
  EXPECT_DEATH(IL_ASSERT(false, "nobody runs"), "nobody runs");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#define IL_SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define IL_SANITIZED 0
#endif
#else
#define IL_SANITIZED 1
#endif

// A body that a real thread could not run either.
TEST(Outcome, AThreadWithoutABodyIsAFinding) {
  const RunResult result = run_once(in_child({}));
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->rule, "exception");
  EXPECT_THAT(result.finding->what, HasSubstr("leader/child"));
}

#if !IL_SANITIZED
// Deeper than any stack, by a way that no compiler turns into a loop.
int dig(volatile int* above) {
  volatile int here[64] = {*above};
  return *above == -1 ? 0 : dig(here) + here[0];
}

// Locals that are larger than the whole stack, of which only the far end is touched.
__attribute__((noinline)) int leap() {
  volatile char far[900 * 1024];
  far[0] = 1;
  return far[0];
}

TEST(Outcome, CrashesAreFindings) {
  const auto simulation = bare_simulation();
  NonPreemptive strategy;
  const auto rule_of = [&](const std::function<void()>& body) {
    const RunResult& result = simulation->run(in_child(body), strategy, 1, {});
    EXPECT_TRUE(result.finding);
    return result.finding ? result.finding->rule + ": " + result.finding->what : std::string();
  };
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(rule_of([] { *static_cast<volatile int*>(nullptr) = 1; }),
              "crash: leader/child has crashed: SIGSEGV");
    EXPECT_EQ(rule_of([] { std::abort(); }), "crash: leader/child has crashed: SIGABRT");
    EXPECT_EQ(rule_of([] { std::raise(SIGFPE); }), "crash: leader/child has crashed: SIGFPE");
    EXPECT_EQ(rule_of([] {
                volatile int start = 0;
                dig(&start);
              }),
              "crash: the stack of leader/child has overflowed");
    EXPECT_EQ(rule_of(leap), "crash: the stack of leader/child has overflowed");
    EXPECT_FALSE(simulation->run(clean_program(), strategy, 1, {}).finding);
  }
}

TEST(Outcome, CrashesOutsideOfRunsStillEndTheProcess) {
  EXPECT_FALSE(run_once(clean_program()).finding);
  EXPECT_EXIT(*static_cast<volatile int*>(nullptr) = 1, testing::KilledBySignal(SIGSEGV), "");
  EXPECT_EXIT(std::abort(), testing::KilledBySignal(SIGABRT), "");
}
#endif

TEST(Outcome, EndlessProgramsAreCut) {
  const Program endless([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"spin"}, Rank::unranked);
    for (;;) const Locked lock(*mutex);
  });
  RunOptions options;
  options.step_limit = 1000;
  const RunResult result = run_once(endless, options);
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->rule, "livelock");
  EXPECT_EQ(result.steps, 1001);
}

TEST(Outcome, ThreadsThatAreLeftAreALeak) {
  const Program stays([](SimWorld& world) {
    struct Shared {
      std::unique_ptr<Mutex> mutex;
      std::unique_ptr<CondVar> never;
    };
    auto* shared = new Shared;
    shared->mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    shared->never = world.threads().make_condvar({"never"}, *shared->mutex);
    forget(spawn(world, {"stays"}, [shared] {
      const Locked lock(*shared->mutex);
      shared->never->wait([] { return false; });
    }));
  });
  const RunResult result = run_once(stays);
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->rule, "leak");
  EXPECT_THAT(result.finding->details,
              ElementsAre(HasSubstr("leader/stays is blocked in wait of never")));
}

TEST(Outcome, ThreadsThatAreNotJoinedAreMisuse) {
  const Program program([](SimWorld& world) { spawn(world, {"child"}, [] {}); });
  EXPECT_EQ(run_once(program).finding.value().rule, "thread-misuse");
}

TEST(Outcome, AMutexThatIsDestroyedWhileHeldIsMisuse) {
  const Program program([](SimWorld& world) IL_NO_THREAD_SAFETY_ANALYSIS {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    mutex->lock();
  });
  EXPECT_EQ(run_once(program).finding.value().rule, "mutex-misuse");
}

TEST(Outcome, UnlockingWhatAnotherHoldsIsMisuse) {
  const Program program([](SimWorld& world) IL_NO_THREAD_SAFETY_ANALYSIS {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    mutex->lock();
    spawn(world, {"child"}, [&]() IL_NO_THREAD_SAFETY_ANALYSIS { mutex->unlock(); })->join();
  });
  EXPECT_EQ(run_once(program).finding.value().rule, "mutex-misuse");
}

TEST(Outcome, DeadlocksNameWhoIsBlockedWhere) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"only"}, Rank::unranked);
    const Locked lock(*mutex);
    spawn(world, {"child"}, [&] { const Locked inner(*mutex); })->join();
  });
  const RunResult result = run_once(program);
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->rule, "deadlock");
  EXPECT_THAT(result.finding->details,
              ElementsAre("leader is blocked in join of child, holds only",
                          "leader/child is blocked in lock of the only lock"));
}

// Runs of all kinds in one simulation, in turn: none disturbs the next.
TEST(Outcome, AnAbandonedRunLeavesTheSimulationAsNew) {
  const auto simulation = bare_simulation();
  NonPreemptive strategy;
  const RunResult clean = simulation->run(clean_program(), strategy, 1, {});
  const Program stuck([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto listener = world.listen({"door"});
    const Locked lock(*mutex);
    std::vector<std::unique_ptr<Thread>> threads;
    for (std::uint32_t i = 1; i <= 20; ++i) {
      threads.push_back(spawn(world, {"child", i}, [&] { const Locked inner(*mutex); }));
    }
    for (const auto& thread : threads) thread->join();
  });
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(simulation->run(stuck, strategy, 1, {}).finding.value().rule, "deadlock");
    const RunResult& again = simulation->run(clean_program(), strategy, 1, {});
    EXPECT_FALSE(again.finding);
    EXPECT_EQ(again.hash, clean.hash);
  }
}

// The predicate of a waiter that nobody will wake is asked on another thread's stack, which may be
// one that has just ended.
TEST(Outcome, APredicateThatBreaksARuleLeavesTheSimulationAsNew) {
  const auto simulation = bare_simulation();
  NonPreemptive strategy;
  const Program sleeps([](SimWorld& world) {
    const auto child = spawn(world, {"child"}, [&] {
      world.sleep_until(later(world.clock().now(), std::chrono::seconds(1)));
    });
    child->join();
  });
  const RunResult clean = simulation->run(sleeps, strategy, 1, {});
  EXPECT_FALSE(clean.finding);
  const Program breaks([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto never = world.threads().make_condvar({"never"}, *mutex);
    const auto other = spawn(world, {"other"}, [&] { const Locked pass(*mutex); });
    const Locked lock(*mutex);
    int asked = 0;
    never->wait([&] {
      check(world, ++asked < 2, "asked at the end");
      return false;
    });
    other->join();
  });
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(simulation->run(breaks, strategy, 1, {}).finding.value().what, "asked at the end");
    const RunResult& again = simulation->run(sleeps, strategy, 1, {});
    EXPECT_FALSE(again.finding);
    EXPECT_EQ(again.hash, clean.hash);
  }
}

}  // namespace
}  // namespace interleave::sim
