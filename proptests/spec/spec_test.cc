// The specification keeps its rules in every state of small daemons, and none of its mutations
// does.
#include <algorithm>
#include <iterator>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/spec/explorer.h"
#include "model/spec/liveness.h"
#include "model/spec/mutations.h"
#include "model/spec/packing.h"
#include "model/spec/rules.h"

namespace interleave::spec {

void PrintTo(const Mutation& mutation, std::ostream* out) {
  *out << mutation.name;
}

namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Spec spec_of(std::uint32_t workers, std::uint32_t clients, std::uint32_t calls) {
  Spec spec;
  spec.size = {.min_workers = workers, .max_workers = workers, .clients = clients, .calls = calls};
  return spec;
}

std::string told(const std::optional<Counterexample>& found) {
  if (!found) return {};
  std::string text = found->what;
  for (const std::string& step : found->steps) text += "\n" + step;
  return text;
}

TEST(Spec, KeepsItsRulesInEveryState) {
  for (Spec spec : {spec_of(1, 1, 3), spec_of(2, 2, 1), spec_of(3, 1, 3)}) {
    spec.size.spurious = true;
    const Exploration result = explore(spec);
    EXPECT_EQ(told(result.broken), "");
    EXPECT_TRUE(result.complete);
    EXPECT_GT(result.states, 1000U);
  }
}

TEST(Spec, KeepsItsRulesWhereThePoolGrowsAndShrinks) {
  Spec spec = spec_of(1, 1, 3);
  spec.size.max_workers = 3;
  EXPECT_EQ(told(explore(spec).broken), "");
}

TEST(Spec, ComesToItsEndInEveryPromise) {
  Spec spec = spec_of(1, 1, 2);
  spec.size.max_workers = 2;
  const Liveness result = check_liveness(spec);
  EXPECT_EQ(told(result.broken), "");
  EXPECT_EQ(result.states, explore(spec, {.symmetry = false, .reduction = false}).states);
}

// Spin finds as many: spin_test.py.
TEST(Spec, HasAsManyStatesAsEver) {
  Spec spec = spec_of(1, 1, 1);
  EXPECT_EQ(explore(spec, {.symmetry = false, .reduction = false}).states, 3221U);
}

TEST(Spec, SymmetryAndReductionLeaveStatesOutAndNoVerdict) {
  const Spec spec = spec_of(2, 2, 1);
  const Exploration all = explore(spec, {.symmetry = false, .reduction = false});
  const Exploration few = explore(spec, {.symmetry = true, .reduction = false});
  const Exploration least = explore(spec);
  EXPECT_EQ(told(all.broken), told(least.broken));
  EXPECT_LT(few.states * 3, all.states);
  EXPECT_LT(least.states * 3, few.states);
}

TEST(Spec, SaysSoWhenThereAreMoreStatesThanItMayKeep) {
  const Exploration result = explore(spec_of(2, 2, 2), {.most_states = 1000});
  EXPECT_FALSE(result.complete);
  EXPECT_FALSE(result.broken);
}

TEST(Packing, GivesBackWhatItTook) {
  // Some hundred states on one way.
  const Spec spec = spec_of(2, 2, 2);
  const Steps steps(spec);
  State state = initial(spec.size);
  std::vector<Successor> next;
  for (std::uint32_t i = 0; i < 500; ++i) {
    next.clear();
    steps.from(state, false, next);
    if (next.empty()) break;
    state = next[(i * 7) % next.size()].after;
    EXPECT_EQ(pack(unpack(pack(state))), pack(state));
    EXPECT_EQ(pack(canonical(canonical(state))), pack(canonical(state)));
    for (const Rule& rule : invariants()) {
      EXPECT_TRUE(rule.holds(unpack(pack(state)), spec.size)) << rule.statement;
    }
  }
}

std::vector<Mutation> those_that(bool live) {
  std::vector<Mutation> found;
  std::ranges::copy_if(mutations(), std::back_inserter(found),
                       [&](const Mutation& mutation) { return mutation.lives == live; });
  return found;
}

std::string name_of(const ::testing::TestParamInfo<Mutation>& info) {
  return std::string(info.param.name);
}

// A state or a step shows them.
class UnsafeMutations : public ::testing::TestWithParam<Mutation> {};

TEST_P(UnsafeMutations, AreRefusedByTheirRule) {
  Spec spec = spec_of(2, 2, 2);
  spec.size.slots = 1;
  GetParam().apply(spec);
  const std::optional<Counterexample> found = explore(spec).broken;
  ASSERT_TRUE(found) << GetParam().story;
  EXPECT_EQ(found->rule, GetParam().rule) << told(found);
  EXPECT_THAT(found->steps, Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(All, UnsafeMutations, ::testing::ValuesIn(those_that(false)), name_of);

// Only a way that goes on for ever shows them.
class EndlessMutations : public ::testing::TestWithParam<Mutation> {};

TEST_P(EndlessMutations, BreakTheirPromiseAndNoOtherRule) {
  Spec spec = spec_of(2, 1, 2);
  GetParam().apply(spec);
  EXPECT_EQ(told(explore(spec).broken), "");
  const std::optional<Counterexample> found = check_liveness(spec).broken;
  ASSERT_TRUE(found) << GetParam().story;
  EXPECT_EQ(found->rule, GetParam().rule) << told(found);
}

INSTANTIATE_TEST_SUITE_P(All, EndlessMutations, ::testing::ValuesIn(those_that(true)), name_of);

TEST(Mutations, AreManyAndHaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Mutation& mutation : mutations()) names.insert(mutation.name);
  EXPECT_EQ(names.size(), mutations().size());
  EXPECT_GE(names.size(), 35U);
}

TEST(Counterexamples, TellTheStepsInWords) {
  Spec spec = spec_of(1, 1, 1);
  for (const Mutation& mutation : mutations()) {
    if (mutation.name == "calls_under_server_lock") mutation.apply(spec);
  }
  const std::string story = told(explore(spec).broken);
  EXPECT_THAT(story, HasSubstr("T10 is broken by the last step"));
  EXPECT_THAT(story, HasSubstr("worker.1 takes a call off dx (client.1)"));
  EXPECT_THAT(story, HasSubstr("worker.1 calls the API (client.1)"));
}

}  // namespace
}  // namespace interleave::spec
