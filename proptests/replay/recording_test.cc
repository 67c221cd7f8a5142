// Recordings as text: nothing is lost, nothing wrong is accepted, nothing crashes.
#include "sim/replay/recording.h"

#include <cstdio>
#include <filesystem>
#include <string>
#include <variant>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include "sim/replay/escape.h"

namespace interleave::sim {
namespace {

rc::Gen<RecordedDecision> any_decision() {
  return rc::gen::exec([] {
    RecordedDecision decision;
    const auto last = static_cast<int>(DecisionKind::draw);
    decision.kind = static_cast<DecisionKind>(*rc::gen::inRange(0, last + 1));
    decision.options = *rc::gen::inRange<std::uint32_t>(2, 1u << 31);
    decision.taken = decision.kind == DecisionKind::thread
                         ? *rc::gen::arbitrary<std::uint32_t>()
                         : *rc::gen::inRange<std::uint32_t>(0, decision.options);
    decision.site = *rc::gen::arbitrary<std::string>();
    decision.object = *rc::gen::arbitrary<std::string>();
    decision.thread = *rc::gen::arbitrary<std::string>();
    return decision;
  });
}

rc::Gen<Recording> any_recording() {
  return rc::gen::exec([] {
    Recording recording;
    recording.scenario = *rc::gen::arbitrary<std::string>();
    recording.parameters = *rc::gen::arbitrary<std::string>();
    recording.strategy = *rc::gen::arbitrary<std::string>();
    recording.seed = *rc::gen::arbitrary<std::uint64_t>();
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      recording.settings.push_back(
          {*rc::gen::arbitrary<std::string>(), *rc::gen::arbitrary<std::string>()});
    }
    recording.rule = *rc::gen::arbitrary<std::string>();
    recording.what = *rc::gen::arbitrary<std::string>();
    recording.details = *rc::gen::arbitrary<std::vector<std::string>>();
    recording.steps = *rc::gen::arbitrary<std::uint64_t>();
    recording.early = *rc::gen::arbitrary<std::uint64_t>();
    recording.hash = *rc::gen::arbitrary<std::uint64_t>();
    recording.decisions = *rc::gen::container<std::vector<RecordedDecision>>(any_decision());
    return recording;
  });
}

Recording small_recording() {
  Recording recording;
  recording.scenario = "queue";
  recording.parameters = "items=3";
  recording.strategy = "random";
  recording.seed = 42;
  recording.settings = {{"step_limit", "100"}};
  recording.rule = "deadlock";
  recording.what = "leader waits for itself";
  recording.details = {"leader holds a"};
  recording.steps = 7;
  recording.early = 2'000'000;
  recording.hash = 0xabc;
  recording.decisions = {{DecisionKind::thread, 2, 3, "lock", "the a lock", "leader/worker.2"},
                         {DecisionKind::waiter, 3, 1, "notify_one", "ready", ""}};
  return recording;
}

// The error of `text`; fails when there is none.
std::string error_of(const std::string& text) {
  const auto parsed = parse_recording(text);
  const auto* error = std::get_if<RecordingError>(&parsed);
  return error == nullptr ? "parsed" : error->text();
}

std::string with_replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return text.replace(at, what.size(), by);
}

RC_GTEST_PROP(Recording, ComesBackFromItsText, ()) {
  const Recording recording = *any_recording();
  const auto parsed = parse_recording(to_text(recording));
  const auto* error = std::get_if<RecordingError>(&parsed);
  if (error != nullptr) RC_FAIL(error->text());
  RC_ASSERT(std::get<Recording>(parsed) == recording);
}

RC_GTEST_PROP(Recording, IsReadOrRefusedAfterAnyMutation, ()) {
  std::string text = to_text(*any_recording());
  for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
    const auto length = *rc::gen::inRange<std::size_t>(0, 12);
    text.replace(at, std::min(length, text.size() - at), *rc::gen::arbitrary<std::string>());
  }
  const auto parsed = parse_recording(text);
  if (const auto* error = std::get_if<RecordingError>(&parsed)) {
    RC_ASSERT(error->line > 0u);
    RC_ASSERT(!error->what.empty());
    return;
  }
  // Whatever was accepted means one thing.
  const auto& recording = std::get<Recording>(parsed);
  RC_ASSERT(std::get<Recording>(parse_recording(to_text(recording))) == recording);
}

RC_GTEST_PROP(Recording, IsRefusedWhenTruncatedAnywhere, ()) {
  const std::string text = to_text(*any_recording());
  const auto length = *rc::gen::inRange<std::size_t>(0, text.size());
  const auto parsed = parse_recording(std::string_view(text).substr(0, length));
  RC_ASSERT(std::holds_alternative<RecordingError>(parsed));
}

RC_GTEST_PROP(Escape, WordsComeBackAndHaveNoSpace, (const std::string& text)) {
  const std::string word = escape_word(text);
  RC_ASSERT(!word.empty());
  RC_ASSERT(word.find_first_of(" \n") == std::string::npos);
  RC_ASSERT(unescape_word(word) == text);
  RC_ASSERT(unescape_line(escape_line(text)) == text);
  RC_ASSERT(unescape_last(escape_last(text)) == text);
}

TEST(Recording, LooksLikeThis) {
  EXPECT_EQ(to_text(small_recording()),
            "interleave-recording 2\n"
            "scenario queue\n"
            "parameters items=3\n"
            "strategy random\n"
            "seed 0x2a\n"
            "setting step_limit 100\n"
            "rule deadlock\n"
            "what leader waits for itself\n"
            "detail leader holds a\n"
            "steps 7\n"
            "early 2000000\n"
            "hash 0x0000000000000abc\n"
            "decisions 2\n"
            "thread         3 of 2    lock           leader/worker.2      the a lock\n"
            "waiter         1 of 3    notify_one     -                    ready\n"
            "end\n");
}

TEST(Recording, SaysWhatIsWrongAndWhere) {
  const std::string good = to_text(small_recording());
  EXPECT_EQ(error_of(""), "line 1: the file ends here: it is truncated");
  EXPECT_EQ(error_of("hello\n"), "line 1: this is no recording: it begins with \"hello\"");
  EXPECT_EQ(error_of(with_replaced(good, "recording 2", "recording 1")),
            "line 1: the recording has version 1; this program reads version 2");
  EXPECT_EQ(error_of(with_replaced(good, "scenario", "scenery")),
            "line 2: expected \"scenario ...\", found \"scenery queue\"");
  EXPECT_EQ(error_of(with_replaced(good, "0x2a", "42")),
            "line 5: the seed must be a number that begins with 0x, found \"42\"");
  EXPECT_EQ(error_of(with_replaced(good, "step_limit 100", "step_limit")),
            "line 6: the setting's value is missing");
  EXPECT_EQ(error_of(with_replaced(good, "holds a", "holds \\q")),
            "line 9: a wrong escape in \"leader holds \\\\q\"");
  EXPECT_EQ(error_of(with_replaced(good, "steps 7", "steps 99999999999999999999")),
            "line 10: the number of steps is larger than 18446744073709551615: "
            "\"99999999999999999999\"");
  EXPECT_EQ(error_of(with_replaced(good, "thread ", "threat ")),
            "line 14: unknown decision kind \"threat\"");
  EXPECT_EQ(error_of(with_replaced(good, " 3 of 2", " 3 in 2")),
            "line 14: expected \"of\", found \"in\"");
  EXPECT_EQ(error_of(with_replaced(good, "1 of 3", "3 of 3")),
            "line 15: 3 was taken, of 3 options counted from 0");
  EXPECT_EQ(error_of(with_replaced(good, "1 of 3", "0 of 1")),
            "line 15: a decision has at least two options");
  EXPECT_EQ(error_of(with_replaced(good, "1 of 3", "1 of 4294967296")),
            "line 15: the number of options is larger than 4294967295: \"4294967296\"");
  EXPECT_EQ(error_of(with_replaced(good, "  the a lock", "")), "line 14: the object is missing");
  EXPECT_EQ(error_of(with_replaced(good, "step_limit 100", "step_limit 100 x")),
            "line 6: unexpected \"x\"");
  EXPECT_EQ(error_of(with_replaced(good, "decisions 2", "decisions 3")),
            "line 16: 3 decisions were announced, there are 2");
  EXPECT_EQ(error_of(with_replaced(good, "decisions 2", "decisions 18446744073709551615")),
            "line 16: 18446744073709551615 decisions were announced, there are 2");
  EXPECT_EQ(error_of(good + "more\n"), "line 17: unexpected text after \"end\": \"more\\n\"");
  EXPECT_EQ(error_of(good.substr(0, good.size() - 1)),
            "line 16: the last line does not end: the file is truncated");
}

TEST(Recording, ComesBackFromItsFile) {
  const std::string path =
      (std::filesystem::temp_directory_path() / fmt::format("recording.{}", getpid())).string();
  const Recording recording = small_recording();
  ASSERT_EQ(write_recording(recording, path), "");
  const auto read = read_recording(path);
  std::filesystem::remove(path);
  ASSERT_TRUE(std::holds_alternative<Recording>(read));
  EXPECT_EQ(std::get<Recording>(read), recording);
}

TEST(Recording, NamesTheFileThatCannotBeReadOrWritten) {
  const auto read = read_recording("/nonexistent/file.rec");
  ASSERT_TRUE(std::holds_alternative<RecordingError>(read));
  EXPECT_EQ(std::get<RecordingError>(read).text(),
            "cannot read /nonexistent/file.rec: No such file or directory");
  EXPECT_EQ(write_recording(small_recording(), "/nonexistent/file.rec"),
            "cannot write /nonexistent/file.rec: No such file or directory");
  EXPECT_NE(write_recording(small_recording(), "/dev/full"), "");
}

}  // namespace
}  // namespace interleave::sim
