// Loss of control: each call past the simulator ends the run that makes it, with its name and the
// name of who has made it; the same call outside of a run, or by who works for the engine, works.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/control/lost_calls.h"
#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

using proptests::LostCall;
using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

// What `call` does to a run in which it is the child's, and the root has a thread to go on with.
std::optional<Finding> finding_of(void (*call)()) {
  const Program program([call](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto child = spawn(world, {"child"}, [&] {
      const Locked lock(*mutex);
      call();
    });
    child->join();
  });
  const auto simulation = bare_simulation();
  NonPreemptive strategy;
  return simulation->run(program, strategy, 1, {}).finding;
}

void expect_lost(const LostCall& lost) {
  const std::optional<Finding> finding = finding_of(lost.call);
  ASSERT_TRUE(finding) << lost.name;
  EXPECT_EQ(finding->rule, "loss-of-control") << lost.name;
  EXPECT_THAT(finding->what, HasSubstr("has called " + std::string(lost.called) + ","))
      << lost.name;
  ASSERT_FALSE(finding->details.empty()) << lost.name;
  std::string stack;
  for (const std::string& line : finding->details) stack += line + "\n";
  EXPECT_THAT(finding->details.front(), HasSubstr(std::string("proptests::") + lost.name + "("))
      << stack;
  EXPECT_THAT(finding->details, Contains(StartsWith("called by interleave::sim::finding_of(")))
      << stack;
  EXPECT_THAT(stack, Not(HasSubstr("interleave::sim::Engine::")));
}

TEST(LossOfControl, EndsTheRunThatCallsPastTheSimulator) {
  for (const LostCall& lost : proptests::lost_calls()) expect_lost(lost);
}

TEST(LossOfControl, EndsTheRunThatWouldNotComeBack) {
  for (const LostCall& lost : proptests::blocking_calls()) expect_lost(lost);
}

TEST(LossOfControl, IsNoMatterOutsideOfRuns) {
  for (const LostCall& lost : proptests::lost_calls()) lost.call();
  const std::optional<Finding> between = finding_of([] {});
  EXPECT_FALSE(between);
  for (const LostCall& lost : proptests::lost_calls()) lost.call();
}

TEST(LossOfControl, LocksThatAreFreeMayBeTaken) {
  const std::optional<Finding> finding = finding_of(proptests::use_free_locks);
  EXPECT_FALSE(finding) << finding->what;
  proptests::use_free_locks();
}

// Strategies, monitors and callbacks stand on the engine's side, though a thread of the run is what
// runs when they are called.
class CallingStrategy final : public Strategy {
 public:
  explicit CallingStrategy(void (*call)()) : call_(call) {}
  [[nodiscard]] std::string_view name() const override { return "calling"; }
  void begin_run(std::uint64_t) override { call_(); }
  std::uint32_t pick_thread(const Choice& choice) override {
    call_();
    ++calls_;
    return choice.ready->first();
  }
  std::uint32_t pick(DecisionKind, std::uint32_t, ObjectId, const char*) override {
    call_();
    ++calls_;
    return 0;
  }
  [[nodiscard]] bool follows() const override { return true; }
  void on_operation(std::uint32_t, const PendingOperation&) override {
    call_();
    ++calls_;
  }
  void end_run(std::uint64_t) override { call_(); }

  [[nodiscard]] int calls() const { return calls_; }

 private:
  void (*const call_)();
  int calls_ = 0;
};

TEST(LossOfControl, WhatWorksForTheEngineMayCallWhatItLikes) {
  const Program program([](SimWorld& world) {
    static_cast<void>(world.draw(3, "draw"));
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto use = [&mutex] { const Locked lock(*mutex); };
    const auto child = spawn(world, {"child"}, use);
    use();
    child->join();
  });
  for (const LostCall& lost : proptests::lost_calls().first(3)) {
    CallingStrategy strategy(lost.call);
    int records = 0;
    int steps = 0;
    RunOptions options;
    options.on_record = [&](const Record&) { lost.call(), ++records; };
    options.on_step = [&](std::uint64_t, std::uint32_t, const PendingOperation&) {
      lost.call(), ++steps;
    };
    const std::optional<Finding> finding =
        bare_simulation()->run(program, strategy, 1, options).finding;
    EXPECT_FALSE(finding) << lost.name << ": " << finding->what;
    EXPECT_GT(strategy.calls(), 3);
    EXPECT_GT(records, 3);
    EXPECT_GT(steps, 3);
  }
}

#if !defined(INTERLEAVE_TSAN)
// A local static whose initialisation is left by another thread's turn. (TSan has a wait of its own
// for it, which cannot be seen.)
TEST(LossOfControl, AStaticThatAnotherThreadInitialisesIsAWait) {
  const Program program([](SimWorld& world) {
    const auto initialise = [&] {
      static const int value = [&] {
        world.settle();
        return 1;
      }();
      static_cast<void>(value);
    };
    const auto one = spawn(world, {"one"}, initialise);
    const auto two = spawn(world, {"two"}, initialise);
    one->join();
    two->join();
  });
  EXPECT_THAT(verdicts(program, 1), testing::ElementsAre(testing::Key("loss-of-control")));
}
#endif

}  // namespace
}  // namespace interleave::sim
