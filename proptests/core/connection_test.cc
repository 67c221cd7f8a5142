#include "daemon/core/connection.h"

#include <algorithm>
#include <deque>

#include <gtest/gtest.h>

#include "proptests/core/fake_file.h"

namespace interleave::daemon {
namespace {

// Gives what it was fed, in one read each.
class Feed final : public Transport {
 public:
  IoResult read_some(std::span<std::byte> into) override {
    if (chunks.empty()) return {at_end, 0};
    const std::vector<std::byte> chunk = std::move(chunks.front());
    chunks.pop_front();
    std::ranges::copy(chunk, into.begin());
    return {IoStatus::ok, chunk.size()};
  }
  IoResult write_some(std::span<const std::span<const std::byte>>) override {
    return {IoStatus::would_block, 0};
  }
  [[nodiscard]] bool carries_files() const override { return true; }
  IoResult read_with_file(std::span<std::byte> into, Arrival& with) override {
    const IoResult result = read_some(into);
    // A chunk of one byte comes with a file.
    if (result.bytes == 1) with.file = proptests::fake_file(1, open_files);
    return result;
  }
  [[nodiscard]] bool has_buffered() const override { return false; }
  [[nodiscard]] Handle handle() const override { return Handle::none; }
  void close() override {}

  std::deque<std::vector<std::byte>> chunks;
  int open_files = 0;
  IoStatus at_end = IoStatus::would_block;
};

class ConnectionTest : public ::testing::Test {
 protected:
  ConnectionTest() {
    auto feed = std::make_unique<Feed>();
    feed_ = feed.get();
    connection_ = std::make_unique<Connection>(std::move(feed));
  }
  void feed(const rpc::FrameHeader& header, std::size_t body = 0) {
    feed_->chunks.push_back(rpc::encode_frame(header, std::vector<std::byte>(body)));
  }
  Connection::Intake read() { return connection_->read(buffer_, calls_); }

  static constexpr rpc::FrameHeader kPing{.program = rpc::kKeepaliveProgram,
                                          .version = 1,
                                          .procedure = 1,
                                          .type = rpc::FrameType::message};
  Feed* feed_;
  std::unique_ptr<Connection> connection_;
  std::vector<std::byte> buffer_ = std::vector<std::byte>(4096);
  std::vector<std::uint32_t> calls_;
};

TEST_F(ConnectionTest, ParksCallsInOrder) {
  feed({.program = rpc::kRemoteProgram, .serial = 4});
  feed({.program = 99, .serial = 2});
  EXPECT_EQ(read(), Connection::Intake::progress);
  EXPECT_EQ(read(), Connection::Intake::progress);
  EXPECT_EQ(read(), Connection::Intake::nothing);
  EXPECT_EQ(calls_, (std::vector<std::uint32_t>{4, 2}));
  EXPECT_EQ(connection_->take_parked().header.serial, 4U);
  EXPECT_EQ(connection_->take_parked().header.serial, 2U);
}

TEST_F(ConnectionTest, DropsWhatAClientHasNoBusinessToSend) {
  for (const auto type : {rpc::FrameType::reply, rpc::FrameType::message, rpc::FrameType::stream,
                          rpc::FrameType::reply_with_fds, rpc::FrameType{77}}) {
    feed({.program = rpc::kRemoteProgram, .type = type});
    EXPECT_EQ(read(), Connection::Intake::progress);
  }
  EXPECT_TRUE(connection_->parked().empty());
  EXPECT_TRUE(connection_->out().empty());
}

TEST_F(ConnectionTest, AnswersPingsWithTwoPongsAtATime) {
  feed(kPing);
  read();
  EXPECT_EQ(connection_->out().size(), 1U);
  for (int i = 0; i < 3; ++i) {
    feed(kPing);
    read();
  }
  EXPECT_EQ(connection_->out().size(), 2U);
  EXPECT_EQ(connection_->out().waiting(Outgoing::Kind::reply), 0U) << "it holds no request slot";
  connection_->out().clear();
  feed(kPing);
  read();
  EXPECT_EQ(connection_->out().size(), 1U);
}

TEST_F(ConnectionTest, HasOneKeepaliveMessageOfItsOwnAtATime) {
  connection_->ask();
  connection_->ask();
  EXPECT_EQ(connection_->out().size(), 1U);
}

TEST_F(ConnectionTest, AnswersAPingAlsoWhereAQuestionOfItsOwnWaits) {
  connection_->ask();
  feed(kPing);
  read();
  EXPECT_EQ(connection_->out().size(), 2U);
  connection_->ask();
  EXPECT_EQ(connection_->out().size(), 2U);
}

TEST_F(ConnectionTest, GivesStreamPacketsInOrderAndReadsNoFurtherThanTheirBound) {
  feed({.program = rpc::kRemoteProgram, .version = 1, .type = rpc::FrameType::stream, .serial = 5},
       8);
  feed({.program = rpc::kRemoteProgram, .version = 1, .type = rpc::FrameType::stream_hole});
  feed({.program = 99, .version = 1, .type = rpc::FrameType::stream});
  for (int i = 0; i < 3; ++i) read();
  EXPECT_TRUE(connection_->parked().empty());
  const std::vector<rpc::Message> packets = connection_->take_packets();
  ASSERT_EQ(packets.size(), 2U);
  EXPECT_EQ(packets.front().header.serial, 5U);
  EXPECT_EQ(packets.back().header.type, rpc::FrameType::stream_hole);
  EXPECT_TRUE(connection_->take_packets().empty());
  Limits limits;
  limits.stream_bytes = 100;
  connection_->stream_bytes = 99;
  EXPECT_TRUE(connection_->wants_read(limits));
  connection_->stream_bytes = 100;
  EXPECT_FALSE(connection_->wants_read(limits));
}

TEST_F(ConnectionTest, StopsReadingAtItsBoundAndGoesOnBelowIt) {
  Limits limits;
  limits.max_client_requests = 1;
  connection_->in_flight = 1;
  feed({.program = rpc::kRemoteProgram, .serial = 1}, 100);
  read();
  limits.parked_bytes = 129;
  EXPECT_TRUE(connection_->wants_read(limits));
  limits.parked_bytes = 128;
  EXPECT_FALSE(connection_->wants_read(limits));
  limits.parked_bytes = 1;
  EXPECT_EQ(connection_->take_parked().body.size(), 100U);
  EXPECT_TRUE(connection_->wants_read(limits));
}

TEST_F(ConnectionTest, ParksNoMoreFilesThanOneCallMayHave) {
  Limits limits;
  limits.max_client_requests = 1;
  connection_->in_flight = 1;
  constexpr rpc::FrameHeader kHeader{.program = rpc::kRemoteProgram,
                                     .type = rpc::FrameType::call_with_fds};
  const auto call_with_files = [&](std::size_t count) {
    feed_->chunks.push_back(
        rpc::encode_frame(kHeader, std::vector<std::byte>{{}, {}, {}, std::byte(count)}));
    feed_->chunks.insert(feed_->chunks.end(), count, {std::byte{}});
    while (read() == Connection::Intake::progress) {
    }
  };
  call_with_files(rpc::kMostDescriptors - 1);
  EXPECT_TRUE(connection_->wants_read(limits));
  call_with_files(1);
  EXPECT_FALSE(connection_->wants_read(limits));
  EXPECT_EQ(connection_->take_parked().files.size(), rpc::kMostDescriptors - 1);
  EXPECT_TRUE(connection_->wants_read(limits));
  EXPECT_EQ(feed_->open_files, 1) << "the one that is parked";
}

TEST_F(ConnectionTest, ReadsWithAFreeSlotEvenWhereNothingMayBeParked) {
  Limits limits;
  limits.max_client_requests = 1;
  limits.parked_bytes = 0;
  EXPECT_TRUE(connection_->wants_read(limits));
  connection_->in_flight = 1;
  EXPECT_FALSE(connection_->wants_read(limits));
}

TEST_F(ConnectionTest, TellsEndAndErrors) {
  feed_->at_end = IoStatus::reset;
  EXPECT_EQ(read(), Connection::Intake::broken);
  EXPECT_EQ(connection_->reason(), "connection reset");
  feed_->at_end = IoStatus::end_of_stream;
  EXPECT_EQ(read(), Connection::Intake::end);
  EXPECT_FALSE(connection_->wants_read(Limits{}));
  EXPECT_TRUE(connection_->ended);
}

TEST_F(ConnectionTest, NamesTheLengthThatIsOutOfRange) {
  feed_->chunks.push_back({std::byte{0}, std::byte{0}, std::byte{0}, std::byte{9}});
  EXPECT_EQ(read(), Connection::Intake::bad_frame);
  EXPECT_NE(connection_->reason().find("9 bytes"), std::string::npos);
}

}  // namespace
}  // namespace interleave::daemon
