// What goes on without getting on, and what it may wait for.
#include "model/rules/liveness.h"

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using ::testing::HasSubstr;

std::vector<std::unique_ptr<Monitor>> liveness_alone() {
  std::vector<std::unique_ptr<Monitor>> rules;
  rules.push_back(std::make_unique<Liveness>());
  return rules;
}

// A daemon with a loop and a worker, and one client.
class LivenessTest : public ::testing::Test {
 protected:
  LivenessTest()
      : script_(liveness_alone()),
        loop_(script_.thread("loop")),
        worker_(script_.thread("worker", 1)),
        poller_(script_.make(ObjectKind::poller, {"poller"})),
        client_(script_.client(1)) {
    script_.world(Event::peer_opened);
  }

  // The loop turns and does nothing: two records each time.
  void turn(std::uint64_t times) {
    for (std::uint64_t i = 0; i < times && broken(script_).empty(); ++i) {
      script_.record(loop_, Event::poll_begin, poller_);
      script_.record(loop_, Event::poll_end, poller_);
    }
  }
  // Turns that just fit into the shares of so many: no more than a few are left of them.
  static std::uint64_t turns_of(std::uint64_t units) { return units * Liveness::kShare / 2 - 10; }

  Script script_;
  const ObjectId loop_;
  const ObjectId worker_;
  const ObjectId poller_;
  const ObjectId client_;
};

// The root, the loop, the worker and the peer, and the call itself.
constexpr std::uint64_t kUnits = 5;

TEST_F(LivenessTest, ACallThatIsNotAnsweredForTooLong) {
  script_.queue(client_, 7);
  turn(turns_of(kUnits));
  EXPECT_EQ(story(script_), "");
  turn(20);
  EXPECT_EQ(broken(script_), "liveness");
  EXPECT_THAT(story(script_), HasSubstr("call 7 of client.1 is neither answered nor is its client "
                                        "closed"));
  EXPECT_THAT(story(script_), HasSubstr("for 3 threads, 1 peers and 1 calls there were 5000"));
}

TEST_F(LivenessTest, AReplyThatIsNotWrittenForTooLong) {
  script_.answer(worker_, client_, 7);
  turn(turns_of(kUnits) + 20);
  EXPECT_EQ(broken(script_), "liveness");
}

TEST_F(LivenessTest, MoreToDoMayTakeLonger) {
  script_.queue(client_, 1);
  for (std::uint32_t i = 2; i <= 5; ++i) {
    script_.thread("worker", i);
    script_.world(Event::peer_opened);
    script_.queue(client_, i);
  }
  turn(turns_of(kUnits + 12) - 20);
  EXPECT_EQ(story(script_), "");
  turn(40);
  EXPECT_EQ(broken(script_), "liveness");
}

TEST_F(LivenessTest, WhatIsCutIntoSingleBytesMayTakeFourTimesAsLong) {
  script_.world(Event::peer_opened, 1);
  script_.queue(client_, 1);
  turn(turns_of(4 * (kUnits + 1)) - 10);
  EXPECT_EQ(story(script_), "");
  turn(40);
  EXPECT_EQ(broken(script_), "liveness");
}

TEST_F(LivenessTest, TheApiMayTakeAnyTime) {
  script_.take(worker_, client_, 7);
  script_.record(worker_, Event::api_begin, client_, 7);
  turn(turns_of(10 * kUnits));
  script_.record(worker_, Event::api_end, client_, 7);
  turn(turns_of(kUnits));
  EXPECT_EQ(story(script_), "");
  turn(20);
  EXPECT_EQ(broken(script_), "liveness");
}

TEST_F(LivenessTest, WhereTimePassesTheCountBeginsAnew) {
  script_.queue(client_, 7);
  for (int i = 0; i < 3; ++i) {
    turn(turns_of(kUnits));
    script_.pass(std::chrono::milliseconds(1));
  }
  EXPECT_EQ(story(script_), "");
  turn(turns_of(kUnits) + 20);
  EXPECT_EQ(broken(script_), "liveness");
}

TEST_F(LivenessTest, TimeThatIsMovedHelpsNobody) {
  script_.queue(client_, 7);
  turn(turns_of(kUnits));
  script_.pass(std::chrono::milliseconds(1));
  script_.world(Event::time_skipped, 1'000'000);
  turn(20);
  EXPECT_EQ(broken(script_), "liveness");
}

TEST_F(LivenessTest, NothingIsOwedToACallThatHasComeToItsEnd) {
  script_.answer(worker_, client_, 1);
  script_.record(loop_, Event::reply_written, client_, 1);
  script_.queue(client_, 2);
  script_.record(loop_, Event::call_dropped, client_, 2);
  script_.queue(client_, 3);
  script_.record(loop_, Event::client_closed, client_);
  turn(turns_of(10 * kUnits));
  EXPECT_EQ(story(script_), "");
}

TEST_F(LivenessTest, OfTwoCallsWithOneSerialOneIsPaid) {
  script_.queue(client_, 1);
  script_.queue(client_, 1);
  script_.record(loop_, Event::reply_written, client_, 1);
  turn(turns_of(kUnits + 1) + 20);
  EXPECT_EQ(broken(script_), "liveness");
}

TEST_F(LivenessTest, AStopThatTakesTooLong) {
  const ObjectId server = script_.make(ObjectKind::server, {"server"});
  script_.record(loop_, Event::stop_requested, server, 1'000);
  turn(turns_of(kUnits - 1));
  script_.record(loop_, Event::stop_requested, server, 1'000);
  EXPECT_EQ(story(script_), "");
  turn(20);
  EXPECT_EQ(broken(script_), "liveness");
  EXPECT_THAT(story(script_), HasSubstr("the daemon has not stopped"));
}

TEST_F(LivenessTest, AStopThatComesInTime) {
  const ObjectId server = script_.make(ObjectKind::server, {"server"});
  script_.record(loop_, Event::stop_requested, server, 1'000);
  script_.record(loop_, Event::stopped, server, 0);
  turn(turns_of(10 * kUnits));
  EXPECT_EQ(story(script_), "");
}

TEST_F(LivenessTest, ANewRunOwesNothing) {
  script_.queue(client_, 7);
  script_.begin_run();
  ASSERT_EQ(script_.thread("loop"), loop_);
  ASSERT_EQ(script_.thread("worker", 1), worker_);
  ASSERT_EQ(script_.make(ObjectKind::poller, {"poller"}), poller_);
  turn(turns_of(10 * kUnits));
  EXPECT_EQ(story(script_), "");
}

}  // namespace
}  // namespace interleave::testing
