#include "daemon/log/record.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "daemon/core/peer_text.h"

namespace interleave::daemon {
namespace {

TEST(Record, StampsAreReadable) {
  EXPECT_EQ(format_stamp(Duration(0)), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(format_stamp(std::chrono::seconds(1'700'000'000) + std::chrono::microseconds(1234)),
            "2023-11-14T22:13:20.001234Z");
}

TEST(Record, ALineSaysWhoWhatAndAboutWhom) {
  const LogRecord record{.line = {.level = LogLevel::warning,
                                  .source = "core.traffic",
                                  .reason = "closed",
                                  .client = 7,
                                  .text = "closed: reset"},
                         .wall = Duration(0),
                         .thread = "loop"};
  EXPECT_EQ(
      line_of(record),
      "1970-01-01T00:00:00.000000Z warning loop core.traffic[closed]: client 7: closed: reset");
}

TEST(Record, LinesStayLines) {
  EXPECT_EQ(one_line("one\nforged line\x1b[2J\tend\x7f"), "one\\nforged line\\x1b[2J\\tend\\x7f");
  EXPECT_EQ(one_line("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\xa7"),
            "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x90\xa7");
}

TEST(Record, WhatIsNotUtf8IsEscaped) {
  EXPECT_EQ(one_line("a\xff\xc3z"), "a\\xff\\xc3z");
  EXPECT_EQ(one_line("\xc0\xaf"), "\\xc0\\xaf");           // longer than it has to be
  EXPECT_EQ(one_line("\xed\xa0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(one_line("\xc2\x9b"), "\\xc2\\x9b");           // a C1 control
  EXPECT_EQ(one_line("\xe2\x82"), "\\xe2\\x82");           // cut off
}

TEST(Record, PeerTextIsEscapedWholeAndCut) {
  EXPECT_EQ(peer_text("a\\b\xc3\xa4\n"), "a\\\\b\\xc3\\xa4\\n");
  EXPECT_EQ(peer_text(std::string(256, 'x')), std::string(256, 'x'));
  EXPECT_EQ(peer_text(std::string(257, 'x')), std::string(256, 'x') + "...");
}

RC_GTEST_PROP(Record, AnyBytesBecomeOneBoundedLine, ()) {
  const auto text = *rc::gen::arbitrary<std::string>();
  const std::string line = one_line(text);
  RC_ASSERT(line.size() <= 4 * text.size());
  for (const char c : line) RC_ASSERT(!is_control(static_cast<unsigned char>(c)));
  // What has been cleaned stays as it is.
  RC_ASSERT(one_line(line) == line);
}

TEST(Record, LongLinesAreCut) {
  const std::string line = one_line(std::string(100'000, '\n'));
  EXPECT_LE(line.size(), kMostLineText + 8);
  EXPECT_TRUE(line.ends_with("..."));
}

}  // namespace
}  // namespace interleave::daemon
