// Numbers that are known: how many traces programs of literature have, and what the driver counts.
#include <cstdint>
#include <memory>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/dpor/small_programs.h"
#include "sim/strategies/dpor/exhaustive.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

struct Counts {
  std::uint64_t runs;  // without the redundant ones
  std::size_t traces;
  bool complete;
};

Counts count(const Program& program, ExhaustiveOptions options = {}) {
  const auto simulation = bare_simulation();
  Exhaustive search(*simulation, program, std::move(options));
  search.run_all();
  return {.runs = search.statistics().runs - search.statistics().blocked,
          .traces = search.distinct_traces(),
          .complete = search.complete()};
}

void expect_traces(const Program& program, std::size_t traces) {
  const Counts counts = count(program);
  EXPECT_TRUE(counts.complete);
  EXPECT_EQ(counts.traces, traces);
}

TEST(KnownCounts, WritersOfOneVariableComeInEveryOrder) {
  expect_traces(writers(2), 2);
  expect_traces(writers(4), 24);
  expect_traces(writers(5), 120);
  expect_traces(writers(6), 720);
}

TEST(KnownCounts, SoDoTheLockersOfOneMutex) {
  expect_traces(lockers(4), 24);
  expect_traces(lockers(5), 120);
}

TEST(KnownCounts, IndependentWritersHaveOneTraceAndOneRun) {
  EXPECT_EQ(count(independent_writers(20)).runs, 1);
}

// Each reader comes before the store or after it.
TEST(KnownCounts, ReadersDoubleTheTraces) {
  expect_traces(readers_and_writer(5), 32);
  expect_traces(readers_and_writer(8), 256);
  EXPECT_EQ(count(readers_and_writer(8)).runs, 256) << "a source set is enough for one run each";
}

// Sleep sets promise that no trace is run to its end twice.
TEST(KnownCounts, LastZeroIsNeverRunTwice) {
  for (const std::uint32_t n : {3, 4, 5}) {
    const Counts counts = count(last_zero(n));
    EXPECT_TRUE(counts.complete);
    EXPECT_EQ(counts.runs, counts.traces) << n;
  }
}

TEST(Exhaustive, EndsAtTheBoundAndSaysThatItIsNotComplete) {
  const auto simulation = bare_simulation();
  const Program program = writers(5);
  Exhaustive search(*simulation, program, {.search = {}, .run = {}, .seed = 1, .most_runs = 50});
  search.run_all();
  EXPECT_EQ(search.statistics().runs, 50);
  EXPECT_FALSE(search.complete());
}

// Another seed goes through the same traces in another order.
TEST(Exhaustive, TheSeedDrawsTheOrder) {
  const Program program = writers(4);
  std::set<std::uint64_t> first_runs;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto simulation = bare_simulation();
    Exhaustive search(*simulation, program, {.search = {}, .run = {}, .seed = seed});
    first_runs.insert(search.run().trace);
    search.run_all();
    EXPECT_EQ(search.distinct_traces(), 24) << seed;
  }
  EXPECT_GT(first_runs.size(), 5) << "of 24 that it can be";
}

// A search that is not over soon begins anew, with more time: it sees other corners, and is still
// complete in the end.
TEST(Exhaustive, RestartsElsewhereUntilItIsComplete) {
  ExhaustiveOptions options;
  options.search.restart_after = 8;
  const auto simulation = bare_simulation();
  const Program program = writers(5);
  Exhaustive search(*simulation, program, options);
  search.run_all();
  EXPECT_TRUE(search.complete());
  EXPECT_EQ(search.distinct_traces(), 120);
  EXPECT_GE(search.statistics().restarts, 4) << "8, 16, 32 and 64 runs are not enough";
}

// In one run the program does one step more before it has any choice: the choices can be made
// again, but they do not stand where they stood.
TEST(Exhaustive, SaysThatTheProgramHasGoneAnotherWay) {
  for (const int odd : {2, 5, 20}) {
    int runs = 0;
    const Program program([&runs, odd](SimWorld& world) {
      Shared<int> x(world, {"x"});
      if (++runs == odd) x.store(0);
      const auto stores = [&x] { x.store(1); };
      run_threads(world, {stores, stores, stores, stores});
    });
    const auto simulation = bare_simulation();
    Exhaustive search(*simulation, program);
    search.run_all();
    EXPECT_TRUE(search.statistics().diverged) << odd;
    EXPECT_FALSE(search.complete()) << odd;
  }
}

// What waits without an end is cut, and the search says that it is not complete.
TEST(Exhaustive, ALoopThatSpinsIsCut) {
  const Program program([](SimWorld& world) {
    Shared<bool> flag(world, {"flag"});
    const auto waits = [&] {
      while (!flag.load()) world.yield();
    };
    run_threads(world, {waits, waits, [&] { flag.store(true); }});
  });
  const auto simulation = bare_simulation();
  Exhaustive search(*simulation, program);
  while (search.next_run_exists()) {
    EXPECT_FALSE(search.run().finding.has_value()) << "nobody spins to the step limit";
    ASSERT_LT(search.statistics().runs, 10'000);
  }
  EXPECT_FALSE(search.complete());
  EXPECT_GT(search.statistics().cut, 0);
  EXPECT_EQ(search.statistics().held, search.statistics().cut);
  EXPECT_THAT(search.left_out(), testing::StartsWith("further turns of threads that gave way"));
}

TEST(Exhaustive, ARunThatIsTooLongIsCut) {
  const Program program([](SimWorld& world) {
    Shared<int> x(world, {"x"});
    const auto counts = [&] {
      for (int i = 0; i < 100; ++i) x.fetch_add(1);
    };
    run_threads(world, {counts, counts});
  });
  ExhaustiveOptions options;
  options.search.most_points = 20;
  options.most_runs = 100;
  const auto simulation = bare_simulation();
  Exhaustive search(*simulation, program, options);
  EXPECT_TRUE(search.run().cut);
  EXPECT_EQ(search.left_out(), "what the search has not come to yet");
  search.run_all();
  EXPECT_FALSE(search.complete());
}

// Time that may move early is one more thing that happens in every order.
TEST(Exhaustive, EarlyTimeIsTriedAtEveryPoint) {
  const Program program([](SimWorld& world) {
    Shared<int> x(world, {"x"});
    const auto sleeps = [&] {
      world.sleep_until(Instant(std::chrono::seconds(1)));
      check(world, x.load() != 1, "time has moved between");
    };
    const auto works = [&] {
      x.store(1);
      x.store(2);
    };
    run_threads(world, {sleeps, works});
  });
  const auto simulation = bare_simulation();
  ExhaustiveOptions options;
  options.run.faults[Fault::early_time] = {.ratio = 1, .most = 1};
  Exhaustive search(*simulation, program, options);
  std::uint64_t found = 0;
  while (search.next_run_exists()) found += search.run().finding.has_value() ? 1 : 0;
  EXPECT_TRUE(search.complete());
  EXPECT_GT(found, 0);
}

}  // namespace
}  // namespace interleave::sim
