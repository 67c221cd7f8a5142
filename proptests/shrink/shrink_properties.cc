// What holds of every shrinking, over random programs with bugs of depth 0 to 4.
#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/shrink/found.h"
#include "proptests/shrink/order_program.h"

namespace interleave::sim {
namespace {

OrderProgram::Shape any_shape() {
  OrderProgram::Shape shape;
  const auto threads = *rc::gen::inRange<std::uint32_t>(2, 5);
  for (std::uint32_t i = 0; i < threads; ++i) {
    shape.steps.push_back(*rc::gen::inRange<std::uint32_t>(1, 5));
  }
  const auto any_step = [&] {
    const auto thread = *rc::gen::inRange<std::uint32_t>(0, threads);
    return Step{thread, *rc::gen::inRange<std::uint32_t>(0, shape.steps[thread])};
  };
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    const Step first = any_step();
    shape.constraints.push_back({first, any_step()});
  }
  shape.drawn = *rc::gen::inRange<std::uint32_t>(0, 3);
  return shape;
}

// Tries every run of a small program, one after the other.
class EveryRun final : public Strategy {
 public:
  // False when there is no other run.
  bool next() {
    while (!path_.empty() && path_.back().first + 1 == path_.back().second) path_.pop_back();
    if (path_.empty()) return false;
    ++path_.back().first;
    return true;
  }

  [[nodiscard]] std::string_view name() const override { return "every-run"; }
  void begin_run(std::uint64_t) override { at_ = 0; }
  std::uint32_t pick_thread(const Choice& choice) override {
    return choice.ready->nth(take(choice.options));
  }
  std::uint32_t pick(DecisionKind, std::uint32_t options, ObjectId, const char*) override {
    return take(options);
  }

 private:
  std::uint32_t take(std::uint32_t options) {
    if (at_ == path_.size()) path_.emplace_back(0, options);
    return path_[at_++].first;
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> path_;  // taken, options
  std::size_t at_ = 0;
};

// The fewest preemptions with which any run of the program breaks its rule.
std::uint64_t fewest_preemptions(const Scenario& scenario) {
  Simulation simulation;
  EveryRun every;
  Measured measured(every);
  std::uint64_t fewest = ~std::uint64_t{0};
  do {
    if (!simulation.run(scenario, measured, 0, {}).finding) continue;
    fewest = std::min(fewest, measured.simplicity().preemptions);
  } while (every.next());
  return fewest;
}

RC_GTEST_PROP(Shrinking, KeepsTheRuleAndNeverComplicates, ()) {
  const auto scenario = std::make_shared<OrderProgram>(any_shape());
  Simulation simulation;
  const auto found = find_bug(simulation, *scenario, Faults::swarm(1), 500);
  RC_PRE(found.has_value());
  const Shrunk first = shrunk(simulation, scenario, *found);
  RC_ASSERT(first.recording.rule == found->rule);
  RC_ASSERT(first.after <= first.before);
  RC_ASSERT(first.runs <= by_runs().runs + 1);
  RC_ASSERT(first.complete);
  RC_ASSERT(replays(*first.scenario, first.recording));
  // What is not needed goes.
  RC_ASSERT(first.after.faults == 0U);
  RC_ASSERT(first.after.early_times == 0U);
  RC_ASSERT(first.after.kinds == 0U);
  for (const std::unique_ptr<Scenario>& simpler : first.scenario->simpler()) {
    RC_ASSERT(simpler->size() >= first.after.scenario);
  }
  // Deterministic, in another simulation too.
  Simulation other;
  RC_ASSERT(shrunk(other, scenario, *found).recording == first.recording);
  // Idempotent.
  const Shrunk second = shrunk(other, first.scenario, first.recording);
  RC_ASSERT(second.recording == first.recording);
  RC_ASSERT(second.after == first.after);
}

RC_GTEST_PROP(Shrinking, ComesToTheFewestPreemptionsOfSmallPrograms, ()) {
  OrderProgram::Shape shape = any_shape();
  shape.steps.resize(2);
  for (std::uint32_t& steps : shape.steps) steps = std::min(steps, 3U);
  std::erase_if(shape.constraints, [&](const Before& each) {
    const auto outside = [&](const Step& step) {
      return step.thread >= 2 || step.step >= shape.steps[step.thread];
    };
    return outside(each.first) || outside(each.second);
  });
  shape.drawn = 0;
  const auto scenario = std::make_shared<OrderProgram>(shape);
  Simulation simulation;
  const auto found = find_bug(simulation, *scenario, {}, 500);
  RC_PRE(found.has_value());
  const Shrunk result = shrunk(simulation, scenario, *found);
  RC_ASSERT(result.after.preemptions == fewest_preemptions(*result.scenario));
}

RC_GTEST_PROP(Shrinking, StopsAtItsLimitWithTheBestSoFar, ()) {
  const auto scenario = std::make_shared<OrderProgram>(any_shape());
  Simulation simulation;
  const auto found = find_bug(simulation, *scenario, {}, 500);
  RC_PRE(found.has_value());
  const auto runs = *rc::gen::inRange<std::uint64_t>(1, 60);
  const Shrunk result = shrunk(simulation, scenario, *found, by_runs(runs));
  // The last run may be made once more, to see that it repeats.
  RC_ASSERT(result.runs <= runs + 1);
  RC_ASSERT(result.after <= result.before);
  RC_ASSERT(replays(*result.scenario, result.recording));
}

}  // namespace
}  // namespace interleave::sim
