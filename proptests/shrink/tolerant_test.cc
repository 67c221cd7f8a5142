// Tolerant replay: the same as strict replay of the same program, and a good guess of another.
#include <memory>
#include <string>
#include <variant>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/scenarios/toy/toys.h"
#include "proptests/shrink/found.h"
#include "proptests/sim/program.h"
#include "sim/replay/tolerant_strategy.h"

namespace interleave::sim {
namespace {

TolerantResult tolerantly(const Scenario& scenario, const Recording& recording) {
  Simulation simulation;
  auto outcome = replay_tolerantly(simulation, scenario, recording);
  EXPECT_TRUE(std::holds_alternative<TolerantResult>(outcome));
  return std::get<TolerantResult>(std::move(outcome));
}

// A program that grows, and still has its bug.
struct Version {
  bool lock_more = false;    // another lock in each thread
  bool lock_less = false;    // one that was there has gone
  bool thread_more = false;  // another thread, made last
  bool object_more = false;  // another object, made first
};

void ab_ba(SimWorld& world, const Version& version) {
  Threads& threads = world.threads();
  const auto early = version.object_more ? threads.make_mutex({"early"}, Rank::unranked) : nullptr;
  const auto a = threads.make_mutex({"a"}, Rank::unranked);
  const auto b = threads.make_mutex({"b"}, Rank::unranked);
  const auto c = threads.make_mutex({"c"}, Rank::unranked);
  const auto d = threads.make_mutex({"d"}, Rank::unranked);
  const auto take_both = [&](Mutex& first, Mutex& second) {
    if (!version.lock_less) Locked before(*c);
    if (version.lock_more) Locked before(*d);
    Locked outer(first);
    Locked inner(second);
  };
  const auto one = spawn(world, {"one"}, [&] { take_both(*a, *b); });
  const auto two = spawn(world, {"two"}, [&] { take_both(*b, *a); });
  const auto extra = version.thread_more ? spawn(world, {"extra"}, [] {}) : nullptr;
  one->join();
  two->join();
  if (extra) extra->join();
}

Recording recorded_deadlock() {
  const auto scenario = std::make_shared<Program>([](SimWorld& world) { ab_ba(world, Version{}); });
  Simulation simulation;
  const auto found = find_bug(simulation, *scenario);
  EXPECT_TRUE(found);
  return found ? shrunk(simulation, scenario, *found).recording : Recording{};
}

RC_GTEST_PROP(TolerantReplay, IsStrictReplayWhereNothingHasChanged, (std::uint64_t seed)) {
  for (const auto& scenario : proptests::toy::scenarios()) {
    Simulation simulation;
    RunOptions options;
    options.faults = Faults::swarm(seed);
    RandomWalk strategy;
    const RunResult& run = simulation.run(*scenario, strategy, seed, options);
    const Recording recording =
        make_recording({*scenario, strategy.name(), seed, options}, simulation, run);
    const TolerantResult result = tolerantly(*scenario, recording);
    RC_ASSERT(result.match.complete());
    RC_ASSERT(!result.match.first_misfit);
    RC_ASSERT(result.result.hash == recording.hash);
  }
}

TEST(TolerantReplay, FindsTheBugAgainWhenTheProgramHasMoved) {
  const Recording recording = recorded_deadlock();
  for (const Version version : {Version{.lock_more = true}, Version{.lock_less = true},
                                Version{.thread_more = true}, Version{.object_more = true}}) {
    const Program changed([version](SimWorld& world) { ab_ba(world, version); });
    const TolerantResult result = tolerantly(changed, recording);
    ASSERT_TRUE(result.result.finding)
        << version.lock_more << version.lock_less << version.thread_more << version.object_more;
    EXPECT_EQ(result.result.finding->rule, "deadlock");
    EXPECT_GT(result.match.matched, 0U);
  }
}

TEST(TolerantReplay, SaysWhereItFirstDidNotFit) {
  const Recording recording = recorded_deadlock();
  const Program changed([](SimWorld& world) { ab_ba(world, {.lock_less = true}); });
  const TolerantResult result = tolerantly(changed, recording);
  EXPECT_FALSE(result.match.complete());
  EXPECT_EQ(result.match.recorded, recording.decisions.size());
  ASSERT_TRUE(result.match.first_misfit);
  EXPECT_NE(result.match.first_misfit->expected.find("leader:c"), std::string::npos)
      << result.match.first_misfit->expected;
  EXPECT_FALSE(result.match.first_misfit->met.empty());
}

TEST(TolerantReplay, ComesToAnEndWhenNothingFits) {
  const Recording recording = recorded_deadlock();
  const Program other([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"other"}, Rank::unranked);
    const auto lock_it = [&mutex] {
      for (int i = 0; i < 100; ++i) Locked lock(*mutex);
    };
    const auto thread = spawn(world, {"somebody"}, lock_it);
    lock_it();
    thread->join();
  });
  const TolerantResult result = tolerantly(other, recording);
  EXPECT_FALSE(result.result.finding);
  EXPECT_LT(result.match.matched, recording.decisions.size());
  EXPECT_GT(result.match.unrecorded, 0U);
}

}  // namespace
}  // namespace interleave::sim
