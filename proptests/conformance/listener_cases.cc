// Listeners: who waits, who is taken, who is refused.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/base/assert.h"
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
    const auto client = place.dial();
    EXPECT_TRUE(poll(place, listener->handle(), Readiness::read(), kLong).readable());
    EXPECT_TRUE(poll(place, listener->handle(), Readiness::read(), kLong).readable());
    const auto server = accept(place, *listener);
    EXPECT_FALSE(poll(place, listener->handle(), Readiness::read(), kMoment).any());
  });
}

TEST_P(SeamTest, ConnectionsAreTakenInTheirOrder) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const auto first = place.dial();
    const auto second = place.dial();
    send(*second, "2");
    send(*first, "1");
    const auto one = accept(place, *listener);
    const auto two = accept(place, *listener);
    EXPECT_EQ(read_exactly(place, *one, 1), "1");
    EXPECT_EQ(read_exactly(place, *two, 1), "2");
  });
}

TEST_P(SeamTest, WhatWasWrittenBeforeAcceptIsThere) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const auto client = place.dial();
    send(*client, "early");
    const auto server = accept(place, *listener);
    EXPECT_EQ(read_exactly(place, *server, 5), "early");
  });
}

TEST_P(SeamTest, ClientThatLeftBeforeAcceptIsVanishedOrAtItsEnd) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const auto client = place.dial();
    client->close();
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
    const std::size_t clients = 8;
    const auto listener = place.listen(2);
    const auto count = place.world().threads.make_mutex(Name{"count"}, Rank::unranked);
    std::size_t connected = 0;
    const auto thread = place.world().threads.spawn(Name{"clients"}, [&] {
      std::vector<std::unique_ptr<Peer>> peers;
      for (std::size_t i = 0; i < clients; ++i) {
        peers.push_back(place.dial());
        count->lock();
        ++connected;
        count->unlock();
      }
    });
    IL_ASSERT(thread != nullptr, "no thread for the clients");
    wait_for(place, kMoment);
    count->lock();
    EXPECT_GE(connected, 2U);
    EXPECT_LT(connected, clients) << "the others wait for room";
    count->unlock();
    std::vector<std::unique_ptr<Stream>> taken;
    for (std::size_t i = 0; i < clients; ++i) taken.push_back(accept(place, *listener));
    thread->join();
    EXPECT_EQ(connected, clients);
  });
}

TEST_P(SeamTest, ClosingAListenerResetsWhoWaits) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    const auto client = place.dial();
    listener->close();
    EXPECT_EQ(to_string(receive_status(*client)), to_string(IoStatus::reset));
  });
}

TEST_P(SeamTest, ClosingAListenerLeavesItsConnections) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.listener->close();
    send(*pair.client, "still");
    EXPECT_EQ(read_exactly(place, *pair.server, 5), "still");
  });
}

TEST_P(SeamTest, NobodyConnectsToAClosedListener) {
  run([](Place& place) {
    const auto listener = place.listen(8);
    listener->close();
    EXPECT_EQ(place.dial(), nullptr);
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
    const auto client = place.dial();
    EXPECT_NE(client, nullptr);
    EXPECT_NE(accept(place, *listener), nullptr);
  });
}

}  // namespace
}  // namespace interleave::conformance
