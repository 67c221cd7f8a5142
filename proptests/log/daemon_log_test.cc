#include "daemon/log/daemon_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/log/setting.h"

namespace interleave::daemon {
namespace {

using ::interleave::testing::HandClock;
using ::interleave::testing::outputs_to;
using ::interleave::testing::Page;
using ::testing::ElementsAre;

std::string test_thread() {
  return "test";
}

class DaemonLogTest : public ::testing::Test {
 protected:
  static LogLine closed(LogLevel level = LogLevel::warning) {
    return {.level = level, .source = "core", .reason = "closed", .client = 1, .text = "closed"};
  }
  DaemonLog make(LogRules rules, LogLevel level = LogLevel::debug) {
    return {clock_, test_thread, std::move(rules), outputs_to(page_, level)};
  }

  HandClock clock_;
  Page page_;
};

TEST_F(DaemonLogTest, LevelsFiltersAndOutputsEachHaveTheirSay) {
  DaemonLog log =
      make({.level = LogLevel::warning, .filters = {{LogLevel::debug, "core"}}}, LogLevel::info);
  EXPECT_TRUE(log.enabled(LogLevel::debug, "core.traffic"));
  EXPECT_FALSE(log.enabled(LogLevel::info, "libvirt"));
  log.write(closed(LogLevel::debug));
  log.write(closed(LogLevel::info));
  log.write(LogLevel::info, "not this");
  log.write(LogLevel::error, "this\nwhole");
  EXPECT_THAT(page_.lines,
              ElementsAre("info core[closed] client 1: closed", "error daemon[] this\\nwhole"));
}

TEST_F(DaemonLogTest, AFloodIsCountedAndToldOf) {
  DaemonLog log = make({.most_lines = 2});
  std::optional<Duration> asked;
  log.on_suppressed([&](Duration delay) {
    EXPECT_FALSE(asked) << "told twice";
    asked = delay;
  });
  for (int i = 0; i < 100'000; ++i) log.write(closed());
  EXPECT_EQ(page_.lines.size(), 2);
  EXPECT_EQ(asked, RateLimit::kWindow);
  clock_.advance(RateLimit::kWindow / 2);
  EXPECT_EQ(log.write_suppressed(), RateLimit::kWindow / 2);
  clock_.advance(RateLimit::kWindow / 2);
  EXPECT_EQ(log.write_suppressed(), std::nullopt);
  ASSERT_EQ(page_.lines.size(), 3);
  EXPECT_EQ(page_.lines[2],
            "warning core[closed] 99998 more lines of this kind were suppressed within 10 s");
}

TEST_F(DaemonLogTest, TheNextLineTellsTooAndSoDoesTheEnd) {
  {
    DaemonLog log = make({.most_lines = 1});
    log.write(closed());
    log.write(closed());
    clock_.advance(RateLimit::kWindow);
    log.write(closed());
    log.write(closed());
  }
  EXPECT_THAT(
      page_.lines,
      ElementsAre("warning core[closed] client 1: closed",
                  "warning core[closed] 1 more lines of this kind were suppressed within 10 s",
                  "warning core[closed] client 1: closed",
                  "warning core[closed] 1 more lines of this kind were suppressed within 10 s"));
}

TEST_F(DaemonLogTest, DebuggingLinesHaveNoLimit) {
  DaemonLog log = make({.level = LogLevel::debug, .most_lines = 1});
  for (int i = 0; i < 50; ++i) log.write(closed(LogLevel::debug));
  EXPECT_EQ(page_.lines.size(), 50);
}

TEST_F(DaemonLogTest, LinesThatFindNoRoomAreCounted) {
  DaemonLog log = make({});
  page_.has_room = false;
  log.write(LogLevel::error, "lost");
  log.write(LogLevel::error, "lost too");
  page_.has_room = true;
  log.write(LogLevel::error, "seen");
  log.write(LogLevel::error, "again");
  EXPECT_THAT(page_.lines,
              ElementsAre("error daemon[] seen",
                          "warning log[lost] 2 lines before this one were lost: they found no room",
                          "error daemon[] again"));
}

TEST_F(DaemonLogTest, AChangeHoldsFromThenOn) {
  DaemonLog log = make({});
  log.write(LogLevel::info, "not kept");
  Page other;
  log.change({.level = LogLevel::info}, outputs_to(other));
  log.write(LogLevel::info, "kept");
  EXPECT_THAT(page_.lines, ElementsAre());
  EXPECT_THAT(other.lines, ElementsAre("info daemon[] kept"));
}

}  // namespace
}  // namespace interleave::daemon
