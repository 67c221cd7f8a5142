// Byte streams: what the two ends see of each other.
#include <array>
#include <span>
#include <string>
#include <string_view>

#include "proptests/conformance/helpers.h"

namespace interleave::conformance {
namespace {

using std::string;
using std::string_view;

// For messages: the name of a status compares as well as the status.
string_view said(const IoResult& result) {
  return to_string(result.status);
}
constexpr string_view kOk = to_string(IoStatus::ok);
constexpr string_view kWouldBlock = to_string(IoStatus::would_block);
constexpr string_view kEnd = to_string(IoStatus::end_of_stream);
constexpr string_view kReset = to_string(IoStatus::reset);
constexpr string_view kClosed = to_string(IoStatus::closed);

TEST_P(SeamTest, ReadOfAnIdleStreamWouldBlock) {
  run([](Place& place) {
    const Pair pair = connect(place);
    string text;
    EXPECT_EQ(said(read(*pair.server, text)), kWouldBlock);
    EXPECT_EQ(said(read(*pair.server, text)), kWouldBlock) << "again";
  });
}

TEST_P(SeamTest, BytesArriveInOrder) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "one,");
    send(*pair.client, "two");
    EXPECT_EQ(read_exactly(place, *pair.server, 7), "one,two");
  });
}

TEST_P(SeamTest, BytesGoBothWays) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "question");
    EXPECT_EQ(write(*pair.server, "answer").bytes, 6U);
    EXPECT_EQ(read_exactly(place, *pair.server, 8), "question");
    EXPECT_EQ(receive_exactly(*pair.client, 6), "answer");
  });
}

TEST_P(SeamTest, ReadGivesNoMoreThanThereIsRoomFor) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "abcdef");
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::read(), kLong).readable());
    string text;
    EXPECT_EQ(said(read(*pair.server, text, 2)), kOk);
    EXPECT_LE(text.size(), 2U);
    EXPECT_EQ(text + read_exactly(place, *pair.server, 6 - text.size()), "abcdef");
  });
}

TEST_P(SeamTest, GatheredWriteIsOneSequence) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const std::array<string_view, 4> texts = {"header,", "", "body,", "end"};
    std::array<std::span<const std::byte>, 4> parts;
    for (size_t i = 0; i < texts.size(); ++i) {
      parts[i] = std::as_bytes(std::span(texts[i].data(), texts[i].size()));
    }
    EXPECT_EQ(pair.server->write_some(parts).bytes, 15U);
    EXPECT_EQ(receive_exactly(*pair.client, 15), "header,body,end");
  });
}

TEST_P(SeamTest, GatheredWriteOfManyPartsWritesAPrefix) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const string letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::vector<std::span<const std::byte>> parts;
    for (const char& letter : letters) parts.push_back(std::as_bytes(std::span(&letter, 1)));
    const IoResult result = pair.server->write_some(parts);
    EXPECT_EQ(said(result), kOk);
    EXPECT_EQ(receive_exactly(*pair.client, result.bytes), letters.substr(0, result.bytes));
  });
}

TEST_P(SeamTest, WriteWouldBlockWhenThePeerDoesNotRead) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const size_t written = fill(*pair.server);
    EXPECT_GT(written, 0U);
    EXPECT_EQ(said(write(*pair.server, "more")), kWouldBlock);
    EXPECT_EQ(receive_exactly(*pair.client, written), string(written, 'x'));
  });
}

TEST_P(SeamTest, ReadingGoesOnWhileWritingWouldBlock) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const size_t written = fill(*pair.server);
    send(*pair.client, "heard");
    EXPECT_EQ(read_exactly(place, *pair.server, 5), "heard");
    string text;
    EXPECT_EQ(said(read(*pair.server, text)), kWouldBlock);
    EXPECT_EQ(said(write(*pair.server, "more")), kWouldBlock);
    EXPECT_EQ(receive_exactly(*pair.client, written).size(), written);
  });
}

TEST_P(SeamTest, RoomComesBackWhenThePeerReads) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const size_t written = fill(*pair.server);
    EXPECT_FALSE(poll(place, pair.server->handle(), Readiness::write(), kMoment).any());
    EXPECT_EQ(receive_exactly(*pair.client, written).size(), written);
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::write(), kLong).writable());
    EXPECT_EQ(said(write(*pair.server, "more")), kOk);
    EXPECT_EQ(receive_exactly(*pair.client, 4), "more");
  });
}

TEST_P(SeamTest, HalfCloseEndsTheStreamAfterTheData) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "last");
    pair.client->shut_down_sending();
    EXPECT_EQ(read_exactly(place, *pair.server, 4), "last");
    string text;
    EXPECT_EQ(said(await_read(place, *pair.server, text)), kEnd);
    EXPECT_EQ(said(read(*pair.server, text)), kEnd) << "the end stays the end";
  });
}

TEST_P(SeamTest, HalfCloseLeavesTheOtherDirectionOpen) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.client->shut_down_sending();
    string text;
    EXPECT_EQ(said(await_read(place, *pair.server, text)), kEnd);
    EXPECT_EQ(write(*pair.server, "still here").bytes, 10U);
    EXPECT_EQ(receive_exactly(*pair.client, 10), "still here");
  });
}

TEST_P(SeamTest, HalfCloseFromBothSidesIsAnEndOnBoth) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.client->shut_down_sending();
    pair.server->shut_down_sending();
    string text;
    EXPECT_EQ(said(await_read(place, *pair.server, text)), kEnd);
    EXPECT_EQ(to_string(receive_status(*pair.client)), kEnd);
  });
}

TEST_P(SeamTest, CloseIsAnEndForThePeerAfterTheData) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "bye");
    pair.client->close();
    EXPECT_EQ(read_exactly(place, *pair.server, 3), "bye");
    string text;
    EXPECT_EQ(said(await_read(place, *pair.server, text)), kEnd);
  });
}

TEST_P(SeamTest, CloseWithUnreadDataResetsThePeer) {
  run([](Place& place) {
    const Pair pair = connect(place);
    EXPECT_EQ(write(*pair.server, "never read").bytes, 10U);
    pair.client->close();
    string text;
    EXPECT_EQ(said(await_read(place, *pair.server, text)), kReset);
  });
}

TEST_P(SeamTest, WriteToAVanishedPeerIsAReset) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.client->close();
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::read(), kLong).any());
    EXPECT_EQ(said(write(*pair.server, "anybody?")), kReset);
    EXPECT_EQ(said(write(*pair.server, "anybody?")), kReset);
  });
}

TEST_P(SeamTest, PeerReadsWhatWasWrittenBeforeAClose) {
  run([](Place& place) {
    const Pair pair = connect(place);
    EXPECT_EQ(write(*pair.server, "last words").bytes, 10U);
    pair.server->close();
    EXPECT_EQ(receive_exactly(*pair.client, 10), "last words");
    EXPECT_EQ(to_string(receive_status(*pair.client)), kEnd);
  });
}

TEST_P(SeamTest, PeerIsResetByACloseWithUnreadData) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "never read");
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::read(), kLong).readable());
    pair.server->close();
    EXPECT_EQ(to_string(receive_status(*pair.client)), kReset);
  });
}

TEST_P(SeamTest, PeerReadsTheEndOfAShutDownAndGoesOnSending) {
  run([](Place& place) {
    const Pair pair = connect(place);
    EXPECT_EQ(write(*pair.server, "done").bytes, 4U);
    pair.server->shut_down_sending();
    EXPECT_EQ(receive_exactly(*pair.client, 4), "done");
    EXPECT_EQ(to_string(receive_status(*pair.client)), kEnd);
    send(*pair.client, "reply");
    EXPECT_EQ(read_exactly(place, *pair.server, 5), "reply");
  });
}

TEST_P(SeamTest, CloseTwiceIsHarmless) {
  run([](Place& place) {
    const Pair pair = connect(place);
    pair.server->close();
    pair.server->close();
    EXPECT_EQ(to_string(receive_status(*pair.client)), kEnd);
  });
}

TEST_P(SeamTest, ClosedStreamHasNoHandleAndSaysClosed) {
  run([](Place& place) {
    const Pair pair = connect(place);
    EXPECT_NE(pair.server->handle(), Handle::none);
    pair.server->close();
    EXPECT_EQ(pair.server->handle(), Handle::none);
    string text;
    EXPECT_EQ(said(read(*pair.server, text)), kClosed);
    EXPECT_EQ(said(write(*pair.server, "x")), kClosed);
    pair.server->shut_down_sending();
  });
}

TEST_P(SeamTest, DestructionCloses) {
  run([](Place& place) {
    Pair pair = connect(place);
    pair.server = nullptr;
    EXPECT_EQ(to_string(receive_status(*pair.client)), kEnd);
  });
}

TEST_P(SeamTest, PeerIdentityIsKnownOnALocalSocket) {
  run([](Place& place) {
    const Pair pair = connect(place);
    const PeerIdentity before = pair.server->peer();
    EXPECT_TRUE(before.user.has_value());
    EXPECT_TRUE(before.group.has_value());
    EXPECT_TRUE(before.process.has_value());
    EXPECT_EQ(before.address, "");
    pair.client->close();
    EXPECT_EQ(pair.server->peer().process, before.process) << "taken once, at the connection";
  });
}

}  // namespace
}  // namespace interleave::conformance
