#include "daemon/core/patience.h"

#include <gtest/gtest.h>

namespace interleave::daemon {
namespace {

using std::chrono::seconds;

constexpr Instant kStart{};

Instant at(int second) {
  return kStart + seconds(second);
}

TEST(Patience, HasNothingToWaitForWhileAClientIsInOrder) {
  Patience patience(seconds(10), seconds(10));
  patience.look({}, at(0));
  EXPECT_EQ(patience.wait(at(0)), std::nullopt);
  EXPECT_EQ(patience.exhausted(at(1000)), std::nullopt);
}

TEST(Patience, AFrameHasADeadlineThatATrickleOfBytesDoesNotMove) {
  Patience patience(seconds(10), std::nullopt);
  patience.look({.mid_frame = true}, at(0));
  EXPECT_EQ(patience.wait(at(0)), seconds(10));
  for (int second = 1; second < 10; ++second) patience.look({.mid_frame = true}, at(second));
  EXPECT_EQ(patience.wait(at(9)), seconds(1));
  EXPECT_EQ(patience.exhausted(at(9)), std::nullopt);
  EXPECT_EQ(patience.exhausted(at(10)), "it has not finished the frame that it began");
  EXPECT_EQ(patience.wait(at(11)), seconds(0));
}

TEST(Patience, TheNextFrameHasADeadlineOfItsOwn) {
  Patience patience(seconds(10), std::nullopt);
  patience.look({.mid_frame = true, .frames = 3}, at(0));
  patience.look({.mid_frame = true, .frames = 4}, at(9));
  EXPECT_EQ(patience.exhausted(at(10)), std::nullopt);
  EXPECT_EQ(patience.wait(at(10)), seconds(9));
  EXPECT_TRUE(patience.exhausted(at(19)));
}

TEST(Patience, AClientThatWeDoNotReadIsNotJudgedForItsFrame) {
  Patience patience(seconds(10), std::nullopt);
  patience.look({.mid_frame = true}, at(0));
  patience.look({.mid_frame = false}, at(5));
  EXPECT_EQ(patience.wait(at(5)), std::nullopt);
  patience.look({.mid_frame = true}, at(60));
  EXPECT_EQ(patience.exhausted(at(69)), std::nullopt);
  EXPECT_TRUE(patience.exhausted(at(70)));
}

TEST(Patience, AReaderWinsTimeWithEveryByteThatItTakes) {
  Patience patience(std::nullopt, seconds(10));
  patience.look({.unread = true, .taken_bytes = 0}, at(0));
  patience.look({.unread = true, .taken_bytes = 1}, at(9));
  EXPECT_EQ(patience.exhausted(at(18)), std::nullopt);
  EXPECT_EQ(patience.exhausted(at(19)), "it does not read what it is sent");
  patience.look({.unread = false, .taken_bytes = 2}, at(19));
  EXPECT_EQ(patience.exhausted(at(19)), std::nullopt);
}

TEST(Patience, WaitsForTheNearerOfBoth) {
  Patience patience(seconds(10), seconds(4));
  patience.look({.mid_frame = true}, at(0));
  patience.look({.mid_frame = true, .unread = true}, at(3));
  EXPECT_EQ(patience.wait(at(3)), seconds(4));
  patience.look({.mid_frame = true, .unread = true, .taken_bytes = 9}, at(7));
  EXPECT_EQ(patience.wait(at(7)), seconds(3));
}

TEST(Patience, WithoutLimitsItIsForEver) {
  Patience patience(std::nullopt, std::nullopt);
  patience.look({.mid_frame = true, .unread = true}, at(0));
  EXPECT_EQ(patience.wait(at(0)), std::nullopt);
  EXPECT_EQ(patience.exhausted(at(1'000'000)), std::nullopt);
}

}  // namespace
}  // namespace interleave::daemon
