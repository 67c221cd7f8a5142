#include "daemon/core/keepalive.h"

#include <gtest/gtest.h>

namespace interleave::daemon {
namespace {

using Step = Keepalive::Step;
using std::chrono::seconds;

constexpr Instant kStart{};

TEST(Keepalive, AsksAfterAnIntervalAndGivesUpWhenEveryQuestionIsUnanswered) {
  Keepalive keepalive(seconds(5), 2, kStart);
  EXPECT_EQ(keepalive.step(kStart + seconds(5), true), Step::ask);
  EXPECT_EQ(keepalive.wait(), seconds(5));
  EXPECT_EQ(keepalive.step(kStart + seconds(10), true), Step::ask);
  EXPECT_EQ(keepalive.step(kStart + seconds(15), true), Step::give_up);
  EXPECT_EQ(keepalive.silence(kStart + seconds(15)), seconds(15));
}

TEST(Keepalive, WaitsForTheRestOfAnIntervalAfterASignOfLife) {
  Keepalive keepalive(seconds(5), 1, kStart);
  keepalive.heard(kStart + seconds(3));
  EXPECT_EQ(keepalive.step(kStart + seconds(5), true), Step::wait);
  EXPECT_EQ(keepalive.wait(), seconds(3));
  EXPECT_EQ(keepalive.step(kStart + seconds(8), true), Step::ask);
  keepalive.heard(kStart + seconds(9));
  EXPECT_EQ(keepalive.step(kStart + seconds(14), true), Step::ask) << "the count starts afresh";
}

TEST(Keepalive, ADaemonThatComesLateHasNotAsked) {
  Keepalive keepalive(seconds(5), 1, kStart);
  EXPECT_EQ(keepalive.step(kStart + seconds(500), true), Step::ask);
}

TEST(Keepalive, AClientThatIsNotReadIsAskedAndNotJudged) {
  Keepalive keepalive(seconds(5), 1, kStart);
  for (int i = 1; i < 10; ++i) {
    EXPECT_EQ(keepalive.step(kStart + seconds(5 * i), false), Step::ask);
  }
  EXPECT_EQ(keepalive.step(kStart + seconds(50), true), Step::ask);
  EXPECT_EQ(keepalive.step(kStart + seconds(55), true), Step::give_up);
}

TEST(Keepalive, WithoutQuestionsItGivesUpAfterAnInterval) {
  Keepalive keepalive(seconds(5), 0, kStart);
  EXPECT_EQ(keepalive.step(kStart + seconds(5), true), Step::give_up);
}

}  // namespace
}  // namespace interleave::daemon
