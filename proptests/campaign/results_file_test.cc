// Results as text: everything comes back, and nothing that is wrong is taken.
#include "sim/campaign/results_file.h"

#include <string>
#include <variant>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/campaign/fixture.h"

namespace interleave::sim {
namespace {

class ResultsFile : public proptests::CampaignTest {
 protected:
  static std::string error_of(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const auto parsed = parse_results(text);
    const auto* error = std::get_if<std::string>(&parsed);
    return error == nullptr ? "" : *error;
  }
};

TEST_F(ResultsFile, ComesBackWhole) {
  CampaignReport report = run({1, 3});
  report.lost = {"job 2 was ended by signal 9 (Killed)"};
  report.findings.front().finding.details = {"", " a\tb\n", "\xff"};
  const std::string text = to_text(report);
  const auto parsed = parse_results(text);
  ASSERT_TRUE(std::holds_alternative<CampaignReport>(parsed)) << std::get<std::string>(parsed);
  const auto& again = std::get<CampaignReport>(parsed);
  EXPECT_EQ(to_text(again), text);
  EXPECT_EQ(again.distinct_traces(), report.distinct_traces());
  EXPECT_EQ(again.share_unseen(), report.share_unseen());
  EXPECT_EQ(again.parts, report.parts);
  EXPECT_EQ(again.findings.front().finding.details, report.findings.front().finding.details);
}

TEST_F(ResultsFile, EveryLineIsNeeded) {
  const std::string text = to_text(run());
  std::size_t refused = 0;
  std::size_t lines = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    std::string cut = text;
    cut.erase(at, cut.find('\n', at) + 1 - at);
    ++lines;
    refused += std::holds_alternative<std::string>(parse_results(cut)) ? 1 : 0;
    // Also at this point.
    EXPECT_TRUE(std::holds_alternative<std::string>(parse_results(text.substr(0, at))));
  }
  // What is a list may lack an element: a part, a promise, a strategy without runs, a detail.
  EXPECT_GT(refused, lines / 2);
}

TEST_F(ResultsFile, SaysWhichLineIsWrong) {
  const std::string text = to_text(run());
  EXPECT_EQ(error_of(text, "interleave-results 2", "interleave-results 9"),
            "line 1: the file has version 9, this program reads 2");
  EXPECT_NE(error_of(text, "interleave-results", "interleave-recording").find("no file of results"),
            std::string::npos);
  EXPECT_EQ(error_of(text, "part 1 0 1", "part 1 1 1"), "line 4: there is no such part");
  EXPECT_EQ(error_of(text, "interrupted 0", "interrupted 2"), "line 6: interrupted is 0 or 1");
  EXPECT_EQ(error_of(text, "part 1 0 1", "part 1 0 99999999999999999999"),
            "line 4: \"99999999999999999999\" is no number below 2^64");
  EXPECT_NE(error_of(text, "\nsketch ", "\nsketch A"), "");
  EXPECT_NE(error_of(text, "member random ", "member random 1").find("do not add up"),
            std::string::npos);
  EXPECT_NE(error_of(text, "scenario ab-ba", "scenario fine").find("twice"), std::string::npos);
  EXPECT_NE(error_of(text, "\nend\n", "\nend\nend\n").find("should have ended"), std::string::npos);
}

RC_GTEST_PROP(Results, AnyTextIsReadOrRefused, (const std::string& text)) {
  RC_ASSERT(std::holds_alternative<std::string>(parse_results(text)));
}

}  // namespace
}  // namespace interleave::sim
