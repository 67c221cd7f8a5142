// Listeners: who waits, who is taken, who is refused.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "proptests/conformance/helpers.h"

namespace interleave::conformance {
namespace {

TEST_P(SeamTest, AcceptWithNobodyThereWouldBlock) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    EXPECT_EQ(to_string(listener->accept().status), to_string(IoStatus::would_block));
    EXPECT_FALSE(poll(place, listener->handle(), Readiness::read(), kMoment).any());
  });
}

TEST_P(SeamTest, ListenerIsReadyWhileSomebodyWaits) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const Dialled client = place.dial();
    EXPECT_TRUE(poll(place, listener->handle(), Readiness::read(), kLong).readable());
    EXPECT_TRUE(poll(place, listener->handle(), Readiness::read(), kLong).readable());
    const auto server = accept(place, *listener);
    EXPECT_FALSE(poll(place, listener->handle(), Readiness::read(), kMoment).any());
  });
}

TEST_P(SeamTest, ConnectionsAreTakenInTheirOrder) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const Dialled first = place.dial();
    const Dialled second = place.dial();
    EXPECT_EQ(write(*second.stream, "2").bytes, 1U);
    EXPECT_EQ(write(*first.stream, "1").bytes, 1U);
    const auto one = accept(place, *listener);
    const auto two = accept(place, *listener);
    EXPECT_EQ(read_exactly(place, *one, 1), "1");
    EXPECT_EQ(read_exactly(place, *two, 1), "2");
  });
}

TEST_P(SeamTest, WhatWasWrittenBeforeAcceptIsThere) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const Dialled client = place.dial();
    EXPECT_EQ(write(*client.stream, "early").bytes, 5U);
    const auto server = accept(place, *listener);
    EXPECT_EQ(read_exactly(place, *server, 5), "early");
  });
}

TEST_P(SeamTest, ClientThatLeftBeforeAcceptIsVanishedOrAtItsEnd) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    Dialled client = place.dial();
    client.stream->close();
    const Accepted accepted = listener->accept();
    if (accepted.status == IoStatus::ok) {
      std::string text;
      EXPECT_EQ(to_string(await_read(place, *accepted.stream, text).status),
                to_string(IoStatus::end_of_stream));
    } else {
      EXPECT_EQ(to_string(accepted.status), to_string(IoStatus::peer_vanished));
    }
    EXPECT_EQ(to_string(listener->accept().status), to_string(IoStatus::would_block));
  });
}

TEST_P(SeamTest, BacklogIsBoundedAndAcceptMakesRoom) {
  run([](Place& place) {
    const auto listener = place.listen(2);
    std::vector<Dialled> clients;
    const std::size_t far_too_many = 64;
    do {
      clients.push_back(place.dial());
    } while (clients.back().status == IoStatus::ok && clients.size() < far_too_many);
    EXPECT_EQ(to_string(clients.back().status), to_string(IoStatus::would_block));
    EXPECT_GE(clients.size(), 3U) << "the backlog holds two";
    const auto server = accept(place, *listener);
    EXPECT_EQ(to_string(place.dial().status), to_string(IoStatus::ok));
  });
}

TEST_P(SeamTest, ClosingAListenerResetsWhoWaits) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const Dialled client = place.dial();
    listener->close();
    std::string text;
    EXPECT_EQ(to_string(await_read(place, *client.stream, text).status),
              to_string(IoStatus::reset));
  });
}

TEST_P(SeamTest, ClosingAListenerLeavesItsConnections) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.listener->close();
    EXPECT_EQ(write(*pair.client, "still").bytes, 5U);
    EXPECT_EQ(read_exactly(place, *pair.server, 5), "still");
  });
}

TEST_P(SeamTest, NobodyConnectsToAClosedListener) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    listener->close();
    EXPECT_EQ(to_string(place.dial().status), to_string(IoStatus::refused));
  });
}

TEST_P(SeamTest, ClosedListenerHasNoHandleAndSaysClosed) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    EXPECT_NE(listener->handle(), Handle::none);
    listener->close();
    listener->close();
    EXPECT_EQ(listener->handle(), Handle::none);
    EXPECT_EQ(to_string(listener->accept().status), to_string(IoStatus::closed));
  });
}

TEST_P(SeamTest, ListeningAgainAfterAClose) {
  run([](Place& place) {
    auto listener = place.listen(8);
    listener = nullptr;
    listener = place.listen(8);
    const Dialled client = place.dial();
    EXPECT_EQ(to_string(client.status), to_string(IoStatus::ok));
    EXPECT_NE(accept(place, *listener), nullptr);
  });
}

}  // namespace
}  // namespace interleave::conformance
