// Readiness: level-triggered, of what is asked for, and hang-ups.
#include <string>

#include "proptests/conformance/helpers.h"

namespace interleave::conformance {
namespace {

constexpr Readiness kRead = Readiness::read();
constexpr Readiness kWrite = Readiness::write();
constexpr Readiness kHangup = Readiness::hangup();

TEST_P(SeamTest, ReadinessRepeatsUntilItIsConsumed) {
  run([](Place& place) {
    const Pair pair = connect(place);
    watch(place, pair.server->handle(), kRead);
    send(*pair.client, "ab");
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead);
    std::string text;
    EXPECT_EQ(read(*pair.server, text, 1).bytes, 1U);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead) << "one byte is left";
    EXPECT_EQ(read(*pair.server, text, 1).bytes, 1U);
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    send(*pair.client, "c");
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead);
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, OnlyWhatIsAskedForIsReported) {
  run([](Place& place) {
    const Pair pair = connect(place);
    EXPECT_EQ(poll(place, pair.server->handle(), kWrite, kLong), kWrite);
    EXPECT_FALSE(poll(place, pair.server->handle(), kRead, kMoment).any());
    send(*pair.client, "x");
    EXPECT_EQ(poll(place, pair.server->handle(), kRead, kLong), kRead);
    EXPECT_EQ(poll(place, pair.server->handle(), kWrite, kLong), kWrite);
  });
}

TEST_P(SeamTest, ReadAndWriteAreReportedTogetherWhenBothAreTheCase) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "x");
    EXPECT_TRUE(poll(place, pair.server->handle(), kRead, kLong).readable());
    watch(place, pair.server->handle(), kRead | kWrite);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead | kWrite);
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, SeveralHandlesAreReportedByOneWait) {
  run([](Place& place) {
    const Pair one = connect(place);
    const auto other = place.dial();
    const auto other_server = accept(place, *one.listener);
    send(*one.client, "1");
    send(*other, "2");
    EXPECT_TRUE(poll(place, one.server->handle(), kRead, kLong).readable());
    EXPECT_TRUE(poll(place, other_server->handle(), kRead, kLong).readable());
    watch(place, one.server->handle(), kRead);
    watch(place, other_server->handle(), kRead);
    const auto ready = wait_for(place, kLong);
    EXPECT_EQ(what(ready, one.server->handle()), kRead);
    EXPECT_EQ(what(ready, other_server->handle()), kRead);
    EXPECT_EQ(ready.size(), 2U);
    place.world().poller.unwatch(one.server->handle());
    place.world().poller.unwatch(other_server->handle());
  });
}

TEST_P(SeamTest, NoInterestReportsNothing) {
  run([](Place& place) {
    const Pair pair = connect(place);
    watch(place, pair.server->handle(), kRead);
    watch(place, pair.server->handle(), Readiness());
    send(*pair.client, "x");
    pair.client->close();
    EXPECT_TRUE(wait_for(place, kMoment).empty()) << "not even the hang-up";
    watch(place, pair.server->handle(), kRead);
    EXPECT_TRUE(what(wait_for(place, kLong), pair.server->handle()).readable());
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, HangupIsReportedWithAnyInterest) {
  run([](Place& place) {
    const Pair pair = connect(place);
    watch(place, pair.server->handle(), kHangup);
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    pair.client->close();
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kHangup);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kHangup) << "it stays so";
    watch(place, pair.server->handle(), kRead);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead | kHangup);
    watch(place, pair.server->handle(), kWrite);
    EXPECT_TRUE(what(wait_for(place, kLong), pair.server->handle()).hung_up());
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, DataIsNoHangup) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "x");
    EXPECT_FALSE(poll(place, pair.server->handle(), kHangup, kMoment).any());
  });
}

TEST_P(SeamTest, HangupComesWhileUnreadDataWaits) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "x");
    watch(place, pair.server->handle(), kHangup);
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    pair.client->close();
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kHangup);
    place.world().poller.unwatch(pair.server->handle());
    EXPECT_EQ(read_exactly(place, *pair.server, 1), "x") << "the data is still there";
  });
}

TEST_P(SeamTest, HalfCloseIsReadableAndNoHangup) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.client->shut_down_sending();
    EXPECT_EQ(poll(place, pair.server->handle(), kRead, kLong), kRead);
    EXPECT_FALSE(poll(place, pair.server->handle(), kHangup, kMoment).any());
  });
}

TEST_P(SeamTest, HalfCloseFromBothSidesIsAHangup) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.client->shut_down_sending();
    pair.server->shut_down_sending();
    EXPECT_EQ(poll(place, pair.server->handle(), kHangup, kLong), kHangup);
  });
}

TEST_P(SeamTest, ResetIsAHangup) {
  run([](Place& place) {
    const Pair pair = connect(place);
    EXPECT_EQ(write(*pair.server, "never read").bytes, 10U);
    pair.client->close();
    EXPECT_TRUE(poll(place, pair.server->handle(), kRead, kLong).hung_up());
  });
}

TEST_P(SeamTest, WatchReplacesTheInterest) {
  run([](Place& place) {
    const Pair pair = connect(place);
    watch(place, pair.server->handle(), kWrite);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kWrite);
    watch(place, pair.server->handle(), kRead);
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    send(*pair.client, "x");
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead);
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, InterestThatComesLateFindsWhatIsThere) {
  run([](Place& place) {
    const Pair pair = connect(place);
    watch(place, pair.server->handle(), kRead);
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    watch(place, pair.server->handle(), kHangup);
    send(*pair.client, "x");
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    watch(place, pair.server->handle(), kRead);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead);
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, UnwatchForgets) {
  run([](Place& place) {
    const Pair pair = connect(place);
    watch(place, pair.server->handle(), kRead);
    send(*pair.client, "x");
    place.world().poller.unwatch(pair.server->handle());
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, WatchingAgainAfterUnwatch) {
  run([](Place& place) {
    const Pair pair = connect(place);
    watch(place, pair.server->handle(), kRead);
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    place.world().poller.unwatch(pair.server->handle());
    send(*pair.client, "x");
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    watch(place, pair.server->handle(), kRead);
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), kRead);
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, HandleThatIsUsedAgainHasNothingOfTheOldOne) {
  run([](Place& place) {
    Pair pair = connect(place);
    const Handle old = pair.server->handle();
    watch(place, old, kRead | kWrite);
    EXPECT_TRUE(what(wait_for(place, kLong), old).writable());
    send(*pair.client, "for the old one");
    // Connected before the close: in the real world the peer's descriptor would be the lowest one.
    const auto fresh = place.dial();
    place.world().poller.unwatch(old);
    pair.server->close();
    const auto fresh_server = accept(place, *pair.listener);
    EXPECT_EQ(fresh_server->handle(), old) << "the lowest free handle is used again";
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    watch(place, old, kRead);
    EXPECT_TRUE(wait_for(place, kMoment).empty());
    place.world().poller.unwatch(old);
  });
}

}  // namespace
}  // namespace interleave::conformance
