// The same decisions give the same run: twice, late in a process, and whatever ran before.
#include <cstdint>
#include <memory>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

// Mutexes, conditions, time and sockets, with every fault.
const Program& busy_program() {
  static const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    int done = 0;
    std::vector<std::unique_ptr<Thread>> threads;
    for (std::uint32_t i = 1; i <= 3; ++i) {
      auto thread = world.threads().spawn({"worker", i}, [&] {
        world.sleep_until(Instant(Duration(world.draw(100, "nap"))));
        const Locked lock(*mutex);
        ++done;
        changed->notify_one();
      });
      if (thread) threads.push_back(std::move(thread));
    }
    {
      const Locked lock(*mutex);
      const int wanted = static_cast<int>(threads.size());
      static_cast<void>(changed->wait_until(Instant(Duration(50)), [&] { return done == wanted; }));
    }
    for (const auto& thread : threads) thread->join();
  });
  return program;
}

RunOptions with_faults(std::uint64_t seed) {
  RunOptions options;
  options.faults = Faults::swarm(seed);
  return options;
}

TEST(Determinism, TheSameSeedGivesTheSameRun) {
  const auto one = bare_simulation();
  const auto two = bare_simulation();
  RandomWalk first;
  RandomWalk second;
  std::set<std::uint64_t> hashes;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RunResult a = one->run(busy_program(), first, seed, with_faults(seed));
    const RunResult& b = two->run(busy_program(), second, seed, with_faults(seed));
    ASSERT_FALSE(a.finding) << a.finding->rule << ": " << a.finding->what;
    EXPECT_EQ(a.hash, b.hash);
    EXPECT_EQ(a.trace, b.trace);
    EXPECT_EQ(a.steps, b.steps);
    EXPECT_EQ(a.records, b.records);
    ASSERT_EQ(a.decisions.size(), b.decisions.size());
    hashes.insert(a.hash);
  }
  EXPECT_GT(hashes.size(), 250) << "different seeds should give different runs";
}

TEST(Determinism, TheFirstRunOfAProcessIsLikeTheHundredth) {
  const auto simulation = bare_simulation();
  RandomWalk strategy;
  const std::uint64_t first = simulation->run(busy_program(), strategy, 7, with_faults(7)).hash;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    simulation->run(busy_program(), strategy, seed, with_faults(seed));
  }
  EXPECT_EQ(simulation->run(busy_program(), strategy, 7, with_faults(7)).hash, first);
}

// Written down once: the hash may depend on no address, compiler, optimisation level or sanitizer.
// A change of the engine that changes what runs are is a new version of recordings; only then may
// this number change.
TEST(Determinism, TheHashIsTheSameInEveryBuild) {
  const auto simulation = bare_simulation();
  RandomWalk strategy;
  const RunResult& result = simulation->run(busy_program(), strategy, 42, {});
  EXPECT_EQ(result.hash, 12234573524536304318u);
  EXPECT_EQ(result.trace, 92120548900684477u);
}

// Takes recorded decisions, whatever they are for.
class Replay final : public Strategy {
 public:
  explicit Replay(std::vector<Decision> decisions) : decisions_(std::move(decisions)) {}
  [[nodiscard]] std::string_view name() const override { return "replay"; }
  void begin_run(std::uint64_t) override { next_ = 0; }
  std::uint32_t pick_thread(const Choice&) override { return decisions_.at(next_++).taken; }
  std::uint32_t pick(DecisionKind, std::uint32_t, ObjectId, const char*) override {
    return decisions_.at(next_++).taken;
  }
  [[nodiscard]] bool used_up() const { return next_ == decisions_.size(); }

 private:
  const std::vector<Decision> decisions_;
  std::size_t next_ = 0;
};

TEST(Determinism, DecisionsAreAllThereIs) {
  const auto simulation = bare_simulation();
  RandomWalk random;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const RunResult recorded = simulation->run(busy_program(), random, seed, with_faults(seed));
    Replay replay(recorded.decisions);
    const RunResult& replayed = simulation->run(busy_program(), replay, 0, with_faults(seed));
    EXPECT_EQ(replayed.hash, recorded.hash);
    EXPECT_TRUE(replay.used_up());
  }
}

// Two threads, one lock each: every order is the same partial order. With one lock there are two.
std::size_t distinct_traces(bool one_lock) {
  const Program program([one_lock](SimWorld& world) {
    const auto first = world.threads().make_mutex({"first"}, Rank::unranked);
    const auto second = world.threads().make_mutex({"second"}, Rank::unranked);
    const auto one = spawn(world, {"one"}, [&] { const Locked lock(*first); });
    const auto two = spawn(world, {"two"}, [&] { const Locked lock(one_lock ? *first : *second); });
    one->join();
    two->join();
  });
  const auto simulation = bare_simulation();
  RandomWalk strategy;
  std::set<std::uint64_t> traces;
  std::set<std::uint64_t> hashes;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const RunResult& result = simulation->run(program, strategy, seed, {});
    traces.insert(result.trace);
    hashes.insert(result.hash);
  }
  EXPECT_GT(hashes.size(), 4);
  return traces.size();
}

TEST(TraceHash, IndependentOperationsHaveNoOrder) {
  EXPECT_EQ(distinct_traces(false), 1);
}
TEST(TraceHash, DependentOperationsHaveOne) {
  EXPECT_EQ(distinct_traces(true), 2);
}

}  // namespace
}  // namespace interleave::sim
