// A client gets the same answers from one worker and from many, however the stream is cut, whatever
// harmless fault happens, and whoever runs when.
#include "proptests/properties/same_answers.h"

#include <string>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/properties/gen_workload.h"

namespace interleave::proptests {
namespace {

constexpr Way kPlain{};  // one worker, no fault, each thread as long as it can

// Calls whose answer is the API's alone.
rc::Gen<Action> gen_own_call() {
  const auto behaviour =
      rc::gen::element(Behaviour::echo, Behaviour::echo, Behaviour::echo, Behaviour::quick,
                       Behaviour::slow, Behaviour::fail, Behaviour::event, Behaviour::stuck,
                       Behaviour::give, Behaviour::pull, Behaviour::push);
  return rc::gen::map(rc::gen::tuple(rc::gen::element(ActionKind::call, ActionKind::send),
                                     behaviour, rc::gen::arbitrary<bool>()),
                      [](const std::tuple<ActionKind, Behaviour, bool>& drawn) {
                        return Action{std::get<0>(drawn), std::get<1>(drawn), std::get<2>(drawn)};
                      });
}

rc::Gen<std::vector<Action>> gen_own_calls() {
  const auto action =
      rc::gen::oneOf(gen_own_call(), gen_own_call(), gen_own_call(),
                     rc::gen::map(rc::gen::element(ActionKind::replies, ActionKind::ping),
                                  [](ActionKind kind) { return Action{.kind = kind}; }));
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 6), [action](std::size_t count) {
    return rc::gen::container<std::vector<Action>>(count, action);
  });
}

rc::Gen<Workload> gen_workload_with_own_answers() {
  return rc::gen::build<Workload>(rc::gen::set(
      &Workload::clients,
      rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 4), [](std::size_t count) {
        return rc::gen::container<std::vector<std::vector<Action>>>(count, gen_own_calls());
      })));
}

rc::Gen<Way> gen_way() {
  const auto faults = rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t seed) {
    return harmless(sim::Faults::swarm(seed));
  });
  return rc::gen::build<Way>(
      rc::gen::set(&Way::max_workers, rc::gen::inRange(1U, 5U)),
      rc::gen::set(&Way::prio_workers, rc::gen::inRange(0U, 3U)),
      rc::gen::set(&Way::max_client_requests, rc::gen::inRange(1U, 6U)),
      rc::gen::set(&Way::buffer, rc::gen::element(1U, 7U, 29U, 100U, 4'096U)),
      rc::gen::set(&Way::faults, faults),
      rc::gen::set(&Way::schedule,
                   rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [](std::uint64_t seed) {
                     return std::optional<std::uint64_t>(seed);
                   })));
}

void answer_alike(const Workload& workload, const Way& way) {
  const Heard plain = answers_of(workload, kPlain);
  const Heard other = answers_of(workload, way);
  if (!plain.broken.empty()) RC_FAIL(plain.broken);
  if (!other.broken.empty()) RC_FAIL(other.broken);
  const std::string differs = difference(plain.answers, other.answers);
  if (!differs.empty()) RC_FAIL(differs);
}

RC_GTEST_PROP(SameAnswers, ForManyWorkersAndForOne, ()) {
  const Workload workload = *gen_workload_with_own_answers();
  for (std::uint32_t workers = 2; workers <= 4; ++workers) {
    for (std::uint64_t schedule = 1; schedule <= 3; ++schedule) {
      answer_alike(workload, {.max_workers = workers, .schedule = schedule});
    }
  }
}

RC_GTEST_PROP(SameAnswers, HoweverTheStreamIsCut, ()) {
  const Workload workload = *gen_workload_with_own_answers();
  for (const std::uint32_t buffer : {1U, 2U, 3U, 7U, 28U, 29U, 100U}) {
    answer_alike(workload, {.buffer = buffer});
  }
}

RC_GTEST_PROP(SameAnswers, InAnyHarmlessWay, ()) {
  const Workload workload = *gen_workload_with_own_answers();
  for (int i = 0; i < 10; ++i) answer_alike(workload, *gen_way());
}

// Drawn by RapidCheck: byte by byte the streams of one client take longer than whole messages may,
// and the other's call waits for its share of that.
TEST(SameAnswers, ByteByByteStreamsMayTakeTheirTime) {
  auto parsed = parse_workload("; slow +push +pull +pull; +pull");
  const Workload workload = std::get<Workload>(parsed);
  const Heard plain = answers_of(workload, kPlain);
  const Heard cut = answers_of(workload, {.buffer = 1});
  EXPECT_EQ(plain.broken, "");
  EXPECT_EQ(cut.broken, "");
  EXPECT_EQ(difference(plain.answers, cut.answers), "");
}

// The check sees answers that depend on who runs when: numbers of a common count, in the order in
// which the calls are made.
TEST(SameAnswers, AreNotSeenWhereTheyDependOnTheOrderOfCalls) {
  auto parsed = parse_workload("; take; take");
  const Workload workload = std::get<Workload>(parsed);
  const Heard plain = answers_of(workload, kPlain);
  ASSERT_EQ(plain.broken, "");
  EXPECT_EQ(difference(plain.answers, answers_of(workload, kPlain).answers), "");
  std::string differs;
  for (std::uint64_t schedule = 1; schedule <= 100 && differs.empty(); ++schedule) {
    const Heard other = answers_of(workload, {.max_workers = 2, .schedule = schedule});
    differs = difference(plain.answers, other.answers);
  }
  EXPECT_THAT(differs, testing::HasSubstr("client 1, call 1: "));
}

TEST(SameAnswers, AMissingAnswerIsADifference) {
  const std::vector<std::vector<std::byte>> message = {{std::byte{1}}};
  const Answers one = {{{1, 1}, message}, {{1, 2}, message}};
  const Answers other = {{{1, 1}, message}};
  EXPECT_EQ(difference(one, one), "");
  EXPECT_EQ(difference(one, other), "client 1, call 2: 01 and nothing");
  EXPECT_EQ(difference(other, one), "client 1, call 2: nothing and 01");
}

}  // namespace
}  // namespace interleave::proptests
