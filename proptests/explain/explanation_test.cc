// What an explanation says and shows: steps, threads, who waits for whom, and all of it as text,
// page and trace.
#include "sim/explain/explanation.h"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/explain/buggy.h"
#include "proptests/replay/toy_bugs.h"
#include "proptests/scenarios/toy/toys.h"
#include "proptests/sim/program.h"
#include "sim/explain/breakpoint.h"
#include "sim/explain/explanation_json.h"
#include "sim/explain/explanation_text.h"
#include "sim/explain/frame.h"
#include "sim/explain/html_page.h"
#include "sim/explain/spans.h"
#include "sim/json/json.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

using testing::HasSubstr;
using testing::Not;

Explanation toy(const std::string& name, const std::string& rule) {
  const auto scenario = proptests::make_toy_bug(name);
  return explained(*scenario, record_run(*scenario, rule));
}

TEST(Explanation, NamesTheThreadsThatTheFindingIsAbout) {
  const Explanation explanation = toy("ab-ba", "deadlock");
  EXPECT_EQ(explanation.run.threads.size(), 4U);
  EXPECT_FALSE(explanation.involved.has_thread(1));  // the leader joins, and is not in the circle
  EXPECT_TRUE(explanation.involved.has_thread(2));
  EXPECT_TRUE(explanation.involved.has_thread(3));
  EXPECT_EQ(explanation.standing.size(), 3U);
}

TEST(Explanation, TellsWhoWaitsForWhom) {
  const std::string text = explanation_text(toy("ab-ba", "deadlock"), false);
  EXPECT_THAT(text, HasSubstr("one -> two -> one: a circle"));
  EXPECT_THAT(text, HasSubstr("holds the a lock"));
  EXPECT_THAT(text, HasSubstr("holds the b lock"));
  EXPECT_THAT(text, HasSubstr("take_both at proptests/replay/toy_bugs.cc:"));
}

TEST(Explanation, TheTextFitsATerminal) {
  for (const auto& [name, rule] :
       {std::pair("ab-ba", "deadlock"), std::pair("lost-wakeup", "lost-wakeup")}) {
    const std::string text = explanation_text(toy(name, rule), false);
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos;
         begin = end + 1) {
      EXPECT_LE(end - begin, 120U) << text.substr(begin, end - begin);
    }
    EXPECT_THAT(text, HasSubstr("!>"));
    EXPECT_THAT(text, HasSubstr("1>"));
  }
}

TEST(Explanation, AllShowsEveryStepAndEveryFrame) {
  const Explanation explanation = toy("lost-wakeup", "lost-wakeup");
  const std::string text = explanation_text(explanation, true);
  EXPECT_THAT(text, Not(HasSubstr("left out")));
  EXPECT_THAT(text, HasSubstr("sim/engine/"));
  EXPECT_THAT(explanation_text(explanation, false), Not(HasSubstr("sim/engine/")));
}

// What one thread writes and another reads leaves no record: the step that breaks the rule is
// behind the last one, which may be of somebody else.
TEST(Explanation, ARuleMayBeBrokenBehindTheLastRecord) {
  const Program program([](SimWorld& world) {
    Shared<int> value(world, {"value"}, 0);
    const auto writer = spawn(world, {"writer"}, [&] { value.store(1); });
    const auto reader = spawn(world, {"reader"}, [&] {
      if (value.load() == 0 && value.load() == 1) world.broken_rule("changed", "between two looks");
    });
    reader->join();
    writer->join();
  });
  const Explanation explanation = explained(program, record_run(program, "changed"));
  const Row& row = explanation.rows.rows[explanation.finding_row()];
  EXPECT_EQ(words(row, explanation.run), "reader loads value");
  EXPECT_EQ(explanation.run.breaker(), row.thread);
  ASSERT_FALSE(program_frames(explanation.broken_at).empty());
  EXPECT_THAT(program_frames(explanation.broken_at).front().file, HasSubstr("explanation_test.cc"));
  const std::string text = explanation_text(explanation, false);
  EXPECT_THAT(text, HasSubstr("reader is where the rule is broken"));
  EXPECT_THAT(text, Not(HasSubstr("capture_stack")));
}

TEST(Explanation, TellsWhatTheTraceDoesNot) {
  const Program spins([](SimWorld& world) {
    Shared<bool> set(world, {"set"}, false);
    const auto spinner = spawn(world, {"spinner"}, [&] {
      while (!set.load()) {
      }
    });
    spinner->join();
  });
  const Recording endless = record_run(spins, "progress");
  const std::string spinning = explanation_text(explained(spins, endless), false);
  EXPECT_THAT(spinning, HasSubstr("  spinner can go on, with load of set\n    in "));
  EXPECT_THAT(spinning, Not(HasSubstr("capture_stack")));

  const Program sends([](SimWorld& world) {
    const auto listener = world.listen({"door"}, {.backlog = 1, .buffer = 2});
    const auto client = spawn(world, {"client"}, [&] {
      SimSocket socket = world.connect({"door"}, {"end"});
      const std::byte bytes[3] = {};
      socket.send(bytes);
    });
    client->join();
  });
  const std::string sending =
      explanation_text(explained(sends, record_run(sends, "progress")), false);
  EXPECT_THAT(sending, HasSubstr("  client waits in send of end\n"));
}

// A scenario's own check names nobody.
TEST(Explanation, WhereNobodyIsNamedEverybodyIsShown) {
  const Program program([](SimWorld& world) {
    Shared<int> sum(world, {"sum"}, 0);
    const auto add = [&] { sum.store(sum.load() + 1); };
    const auto first = spawn(world, {"first"}, add);
    const auto second = spawn(world, {"second"}, add);
    first->join();
    second->join();
    check(world, false, "this cannot be right");
  });
  const Explanation explanation = explained(program, record_run(program, "check"));
  ASSERT_FALSE(explanation.pair);
  const std::string text = explanation_text(explanation, false);
  EXPECT_THAT(text, HasSubstr("first  "));
  EXPECT_THAT(text, HasSubstr("second\n"));
  // Both additions are there, though more than a few steps come after them.
  EXPECT_THAT(text, HasSubstr("loads sum"));
  EXPECT_THAT(text, Not(HasSubstr("left out")));
}

TEST(Explanation, AGoodRunHasNothingToExplain) {
  const auto scenario = proptests::make_toy_bug("fine");
  const Recording recording = record_run(*scenario, "");
  const Explanation explanation = explained(*scenario, recording);
  EXPECT_FALSE(explanation.pair);
  EXPECT_EQ(explanation.reruns, 0U);
  EXPECT_EQ(explanation.finding_row(), Row::kNone);
  EXPECT_THAT(explanation_text(explanation, false), HasSubstr("every thread has ended"));
}

TEST(Explanation, DivergesWhereTheRunIsNotTheRecordedOne) {
  const auto scenario = proptests::make_toy_bug("ab-ba");
  Recording recording = record_run(*scenario, "deadlock");
  recording.hash += 1;
  EXPECT_TRUE(std::holds_alternative<Divergence>(explain(*scenario, recording)));
  recording.settings.push_back({"phase_of_moon", "1"});
  EXPECT_TRUE(std::holds_alternative<std::string>(explain(*scenario, recording)));
}

TEST(Explanation, ARunThatDependsOnTheRunsBeforeItDiverges) {
  const auto scenario = proptests::make_toy_bug("counter");
  EXPECT_TRUE(std::holds_alternative<Divergence>(explain(*scenario, record_run(*scenario, ""))));
}

// Every record and every point has its row, in the order in which they came.
RC_GTEST_PROP(Rows, HoldEveryStepOnce, (std::uint64_t seed)) {
  for (const auto& scenario : proptests::toy::scenarios()) {
    Simulation simulation;
    RunOptions options;
    options.faults = Faults::swarm(seed);
    RandomWalk strategy;
    const RunResult& result = simulation.run(*scenario, strategy, seed, options);
    const Recording recording =
        make_recording({*scenario, strategy.name(), seed, options}, simulation, result);
    const auto outcome = explain(*scenario, recording);
    RC_ASSERT(std::holds_alternative<Explanation>(outcome));
    const auto& [run, rows, involved, pair, reruns, complete, standing, broken_at] =
        std::get<Explanation>(outcome);
    RC_ASSERT(rows.of_record.size() == run.records.size());
    RC_ASSERT(rows.of_point.size() == run.points.size());
    RC_ASSERT(std::ranges::is_sorted(rows.of_record));
    RC_ASSERT(std::ranges::is_sorted(rows.of_decision));
    for (std::size_t i = 1; i < rows.rows.size(); ++i) {
      RC_ASSERT(rows.rows[i - 1].number < rows.rows[i].number);
    }
    for (std::size_t i = 0; i < run.points.size(); ++i) {
      RC_ASSERT(rows.of_point[i] < rows.rows.size());
      RC_ASSERT(rows.rows[rows.of_point[i]].point == i);
      RC_ASSERT(rows.rows[rows.of_point[i]].thread == run.points[i].thread);
    }
  }
}

// At each row a mutex is held by one span at most.
RC_GTEST_PROP(Spans, NoTwoThreadsHoldALock, (std::uint64_t seed)) {
  const auto scenario = std::move(proptests::toy::scenarios().front());
  Simulation simulation;
  RandomWalk strategy;
  const RunOptions options;
  const RunResult& result = simulation.run(*scenario, strategy, seed, options);
  const auto outcome = explain(
      *scenario, make_recording({*scenario, strategy.name(), seed, options}, simulation, result));
  const auto& explanation = std::get<Explanation>(outcome);
  const std::vector<Span> spans = make_spans(explanation.run, explanation.rows);
  RC_ASSERT(!spans.empty());
  for (std::size_t i = 0; i < spans.size(); ++i) {
    RC_ASSERT(spans[i].begin <= spans[i].end);
    for (std::size_t k = i + 1; k < spans.size() && spans[k].begin < spans[i].end; ++k) {
      const bool both = spans[i].kind == SpanKind::held && spans[k].kind == SpanKind::held;
      RC_ASSERT(!both || spans[i].object != spans[k].object);
    }
  }
}

TEST(Steps, AreReadAsTheyAreWritten) {
  EXPECT_EQ(parse_step("41"), (StepNumber{41, 0}));
  EXPECT_EQ(parse_step("41.2"), (StepNumber{41, 2}));
  EXPECT_EQ((StepNumber{41, 2}).text(), "41.2");
  for (const char* wrong : {"", "0", "x", "41.", "41.0", ".2", "-1", "41.2.3", "4 1"}) {
    EXPECT_FALSE(parse_step(wrong)) << wrong;
  }
}

TEST(Breakpoint, IsPassedByTheThreadThatDoesTheStep) {
  const auto scenario = proptests::make_toy_bug("lost-wakeup");
  const Recording recording = record_run(*scenario, "lost-wakeup");
  const Explanation explanation = explained(*scenario, recording);
  for (const PairStep* step : {&explanation.pair->first, &explanation.pair->second}) {
    std::string met;
    const auto stopped = stop_at(*scenario, recording, explanation.rows.rows[step->row].number,
                                 [&met](std::string_view words) { met = words; });
    ASSERT_TRUE(std::holds_alternative<BreakpointStop>(stopped));
    const auto& stop = std::get<BreakpointStop>(stopped);
    EXPECT_EQ(met, words(explanation.rows.rows[step->row], explanation.run));
    EXPECT_EQ(program_frames(stop.stack).front().line, program_frames(step->stack).front().line);
  }
  const auto beyond = stop_at(*scenario, recording, {1'000'000, 0}, [](std::string_view) {});
  ASSERT_TRUE(std::holds_alternative<std::string>(beyond));
  EXPECT_THAT(std::get<std::string>(beyond), HasSubstr("no step 1000000"));
}

TEST(Page, WhatNamesContainStaysText) {
  const std::string hostile = "</script><script>alert(1)</script><!--\"&'{{script}}\xff";
  JsonWriter json;
  json.open_object();
  json.member("rule", hostile);
  json.close();
  const std::string page = html_page(hostile, json.text());
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  EXPECT_EQ(page.find("<!--\""), std::string::npos);
  EXPECT_THAT(page, HasSubstr("\\u003c/script\\u003e"));
  EXPECT_THAT(page, HasSubstr("&lt;/script&gt;"));
  // Its own two scripts, and no more.
  std::size_t count = 0;
  for (std::size_t at = page.find("<script"); at != std::string::npos;
       at = page.find("<script", at + 1)) {
    ++count;
  }
  EXPECT_EQ(count, 2U);
}

TEST(Page, LoadsNothing) {
  const auto scenario = proptests::make_toy_bug("ab-ba");
  const Recording recording = record_run(*scenario, "deadlock");
  const std::string page = html_page(explained(*scenario, recording), recording);
  for (const char* outside : {"http://", "https://", "src=", "@import", "url("}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
}

TEST(Frames, NamesAreShort) {
  for (const auto& [symbol, name] :
       {std::pair("_ZN10interleave3sim6Engine5pointENS0_13OperationKindENS_8ObjectIdE",
                  "sim::Engine::point"),
        std::pair("_ZN10interleave9proptests12_GLOBAL__N_19take_bothERNS_5MutexES3_",
                  "proptests::take_both"),
        std::pair("_ZZN10interleave9proptests12_GLOBAL__N_111lost_wakeupERNS_3sim8SimWorldEENK3"
                  "$_0clEv",
                  "proptests::lost_wakeup::lambda"),
        std::pair("main", "main"), std::pair("", "")}) {
    EXPECT_EQ(function_name(symbol), name);
  }
}

TEST(Frames, PathsAreThoseOfTheProject) {
  Frame frame;
  set_place(frame, "/a/build/release/../../daemon/core/client.cc", 7);
  EXPECT_EQ(frame.text(), "? at daemon/core/client.cc:7");
  EXPECT_TRUE(frame.of_program);
  set_place(frame, "/b/sim/world/sim_mutex.cc", 1);
  EXPECT_EQ(frame.file, "sim/world/sim_mutex.cc");
  EXPECT_FALSE(frame.of_program);
  set_place(frame, "/home/somebody/sim/mine.cc", 1);
  EXPECT_TRUE(frame.of_program);
  set_place(frame, "/usr/include/c++/12/functional", 1);
  EXPECT_FALSE(frame.of_program);
}

TEST(Frames, AddressesWithoutDebugInformationGiveTheirModule) {
  Symbols symbols;
  const std::vector<Frame> frames = symbols.frames({0x10, 0, ~std::uintptr_t{0}});
  ASSERT_EQ(frames.size(), 3U);
  for (const Frame& frame : frames) EXPECT_FALSE(frame.text().empty());
}

}  // namespace
}  // namespace interleave::sim
