// Shared variables, yields, and what followers of a run are told.
#include "sim/world/shared.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

using testing::ElementsAre;
using testing::Key;
using testing::Pair;
using testing::UnorderedElementsAre;

// Two threads add one to a variable, in one step or in two.
Program counter(bool atomic) {
  return Program([atomic](SimWorld& world) {
    Shared<int> count(world, {"count"});
    const auto add = [&] {
      if (atomic) {
        count.fetch_add(1);
      } else {
        count.store(count.load() + 1);
      }
    };
    const auto one = spawn(world, {"one"}, add);
    const auto two = spawn(world, {"two"}, add);
    one->join();
    two->join();
    check(world, count.load() == 2, "an addition is lost");
  });
}

TEST(Shared, AReadAndAWriteCanBeTakenApart) {
  EXPECT_THAT(verdicts(counter(false), 200), UnorderedElementsAre(Key(""), Key("check")));
}

TEST(Shared, AnUpdateIsOneStep) {
  EXPECT_THAT(verdicts(counter(true), 200), ElementsAre(Pair("", 200)));
}

TEST(Shared, CompareExchangeSaysWhatItFound) {
  const Program program([](SimWorld& world) {
    Shared<int> variable(world, {"variable"}, 1);
    int expected = 2;
    check(world, !variable.compare_exchange(expected, 3), "it was not 2");
    check(world, expected == 1 && variable.load() == 1, "it is 1 still");
    check(world, variable.compare_exchange(expected, 3), "it was 1");
    check(world, variable.exchange(4) == 3 && variable.load() == 4, "it was 3");
  });
  EXPECT_THAT(verdicts(program, 1), ElementsAre(Pair("", 1)));
}

// A loop that waits for another thread ends although the strategy goes on with whom it likes.
TEST(Shared, YieldLetsOthersRun) {
  const Program program([](SimWorld& world) {
    Shared<bool> ready(world, {"ready"});
    const auto other = spawn(world, {"other"}, [&] { ready.store(true); });
    while (!ready.load()) world.yield();
    other->join();
  });
  EXPECT_THAT(verdicts(program, 100), ElementsAre(Pair("", 100)));
}

// Two loads of one variable have no order; a load and a store have one.
std::size_t distinct_traces(bool writes) {
  const Program program([writes](SimWorld& world) {
    Shared<int> variable(world, {"variable"});
    const auto one = spawn(world, {"one"}, [&] { static_cast<void>(variable.load()); });
    const auto two = spawn(world, {"two"}, [&] {
      if (writes) {
        variable.store(1);
      } else {
        static_cast<void>(variable.load());
      }
    });
    one->join();
    two->join();
  });
  const auto simulation = bare_simulation();
  RandomWalk strategy;
  std::set<std::uint64_t> traces;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    traces.insert(simulation->run(program, strategy, seed, {}).trace);
  }
  return traces.size();
}

TEST(TraceHash, LoadsCommute) {
  EXPECT_EQ(distinct_traces(false), 1);
}
TEST(TraceHash, AStoreDoesNot) {
  EXPECT_EQ(distinct_traces(true), 2);
}

// A random walk that writes down what it is told.
class Follower final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "follower"; }
  void begin_run(std::uint64_t seed) override {
    random_.begin_run(seed);
    threads.clear();
    operations.clear();
    variables.clear();
    edges = 0;
  }
  std::uint32_t pick_thread(const Choice& choice) override { return random_.pick_thread(choice); }
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override {
    return random_.pick(kind, options, object, site);
  }
  [[nodiscard]] bool follows() const override { return true; }
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override {
    EXPECT_EQ(parent, thread == 1 ? 0U : 1U);
    threads[thread] = key;
  }
  void object_made(ObjectId, ObjectKind kind, std::uint64_t key) override {
    if (kind == ObjectKind::variable) variables.push_back(key);
  }
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override {
    operations[thread] += std::string(to_string(operation.kind)) + " ";
  }
  void on_edge(std::uint32_t, std::uint32_t) override { ++edges; }

  std::map<std::uint32_t, std::uint64_t> threads;
  std::map<std::uint32_t, std::string> operations;
  std::vector<std::uint64_t> variables;
  int edges = 0;

 private:
  RandomWalk random_;
};

TEST(Follows, EveryOperationIsToldAndKeysStay) {
  const Program program = counter(false);
  const auto simulation = bare_simulation();
  Follower strategy;
  std::set<std::map<std::uint32_t, std::uint64_t>> threads;
  std::set<std::vector<std::uint64_t>> variables;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    std::uint64_t steps = 0;
    RunOptions options;
    options.on_step = [&](std::uint64_t step, std::uint32_t, const PendingOperation&) {
      EXPECT_GE(step, steps);
      steps = step;
    };
    const RunResult& result = simulation->run(program, strategy, seed, options);
    EXPECT_EQ(steps, result.steps);
    EXPECT_EQ(strategy.operations[2], "start load store ");
    EXPECT_EQ(strategy.operations[1], "start spawn spawn join join load ");
    EXPECT_EQ(strategy.edges, 2);
    threads.insert(strategy.threads);
    variables.insert(strategy.variables);
  }
  EXPECT_EQ(threads.size(), 1) << "a thread's key is the same in every run";
  EXPECT_EQ(threads.begin()->size(), 3);
  EXPECT_EQ(variables.size(), 1);
}

}  // namespace
}  // namespace interleave::sim
