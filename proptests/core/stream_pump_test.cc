#include "daemon/core/stream_pump.h"

#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/core/program.h"
#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using testing::in_world;

// Takes nothing that is sent to it, and says what it was told to say when it is read.
class StuckStream final : public ApiStream {
 public:
  explicit StuckStream(Status when_read) : when_read_(when_read) {}
  Received receive(std::size_t) override { return {.status = when_read_}; }
  Sent send(std::span<const std::byte>) override { return {.status = Status::would_block}; }
  Status send_hole(std::int64_t, std::uint32_t) override { return Status::ok; }
  Status finish() override { return Status::ok; }
  void abort() override {}
  void watch(bool, bool) override {}
  rpc::Error take_error() override { return {}; }

 private:
  const Status when_read_;
};

constexpr rpc::FrameHeader kCall{.program = rpc::kRemoteProgram, .version = 1, .procedure = 209};

rpc::Message packet(rpc::FrameType type, std::size_t size) {
  rpc::FrameHeader header = kCall;
  header.type = type;
  header.status = rpc::FrameStatus::more;
  return {.header = header, .body = std::vector<std::byte>(size)};
}

struct Told {
  bool over = false;
  std::uint64_t consumed = 0;  // bytes
  std::vector<rpc::FrameStatus> statuses;
};

// What the client and the loop are told when a stream is given packets, each of that type and size,
// and worked on.
Told work(sim::SimWorld& world, ApiStream::Status when_read, rpc::FrameType type,
          std::initializer_list<std::size_t> sizes) {
  Counters counters;
  Mailroom room(world.world(), counters, [] {});
  const auto outbox = std::make_shared<Outbox>(room, 1, Limits{});
  StreamPump pump(world.threads(), outbox, kCall, 1, true,
                  std::make_unique<StuckStream>(when_read));
  pump.opened();
  for (const std::size_t size : sizes) pump.receive(packet(type, size));
  Told told;
  told.over = pump.work();
  for (const Letter& letter : room.take().letters) {
    if (letter.kind == Letter::Kind::consumed) told.consumed += letter.value;
    if (letter.kind != Letter::Kind::frame) continue;
    const std::span frame(letter.frame);
    told.statuses.push_back(rpc::decode_header(frame.subspan(rpc::kLengthSize)).status);
  }
  return told;
}

// Otherwise a client whose streams fail would not be read any more in the end.
TEST(StreamPump, GivesBackThePacketThatTheApiHasNotTakenWhenItFails) {
  in_world([](sim::SimWorld& world) {
    constexpr auto kType = rpc::FrameType::stream;
    const Told told = work(world, ApiStream::Status::failed, kType, {100, 100});
    EXPECT_TRUE(told.over);
    EXPECT_EQ(told.consumed, 2 * packet_size(packet(kType, 100)));
    EXPECT_EQ(told.statuses, std::vector{rpc::FrameStatus::error});
  });
}

TEST(StreamPump, AHoleThatCannotBeReadIsAnError) {
  in_world([](sim::SimWorld& world) {
    constexpr auto kType = rpc::FrameType::stream_hole;
    const Told told = work(world, ApiStream::Status::would_block, kType, {5});
    EXPECT_TRUE(told.over);
    EXPECT_EQ(told.consumed, packet_size(packet(kType, 5)));
    EXPECT_EQ(told.statuses, std::vector{rpc::FrameStatus::error});
  });
}

}  // namespace
}  // namespace interleave::daemon
