// Memory ends at the first, second, third ... allocation for what a client sends: that client's
// connection is broken, every call that was told of is still there, and nothing is leaked.
#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/core/connection.h"
#include "proptests/allocations/allocations.h"

namespace interleave::daemon {
namespace {

// Gives its bytes in reads of a size, from a buffer that it does not allocate in between.
class Bytes final : public Transport {
 public:
  explicit Bytes(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}

  IoResult read_some(std::span<std::byte> into) override {
    const std::size_t count = std::min({into.size(), kRead, bytes_.size() - at_});
    if (count == 0) return {IoStatus::would_block, 0};
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(at_), count, into.begin());
    at_ += count;
    return {IoStatus::ok, count};
  }
  IoResult write_some(std::span<const std::span<const std::byte>>) override {
    return {IoStatus::would_block, 0};
  }
  [[nodiscard]] bool has_buffered() const override { return false; }
  [[nodiscard]] Handle handle() const override { return Handle::none; }
  void close() override {}

 private:
  static constexpr std::size_t kRead = 3'000;
  const std::vector<std::byte> bytes_;
  std::size_t at_ = 0;
};

rpc::FrameHeader header(rpc::FrameType type, std::uint32_t serial) {
  return {.program = rpc::kRemoteProgram,
          .version = rpc::kRemoteVersion,
          .procedure = 1,
          .type = type,
          .serial = serial,
          .status = rpc::FrameStatus::ok};
}

void append(std::vector<std::byte>& to, const rpc::FrameHeader& frame, std::size_t body) {
  const std::vector<std::byte> bytes = rpc::encode_frame(frame, std::vector<std::byte>(body));
  to.insert(to.end(), bytes.begin(), bytes.end());
}

// Calls small and large, one that is cut by a read, a stream packet and a ping.
std::vector<std::byte> traffic() {
  std::vector<std::byte> bytes;
  for (std::uint32_t serial = 1; serial <= 3; ++serial) {
    append(bytes, header(rpc::FrameType::call, serial), 100);
  }
  append(bytes, header(rpc::FrameType::stream, 1), 200);
  append(bytes,
         {.program = rpc::kKeepaliveProgram,
          .version = rpc::kKeepaliveVersion,
          .procedure = 1,
          .type = rpc::FrameType::message},
         0);
  append(bytes, header(rpc::FrameType::call, 4), 8'000);
  append(bytes, header(rpc::FrameType::call, 5), 0);
  return bytes;
}

// What has come of a connection whose n-th allocation has failed.
struct Aftermath {
  bool failed = false;
  Connection::Intake last = Connection::Intake::nothing;
  std::vector<std::uint32_t> told;
  std::vector<std::uint32_t> parked;
};

Aftermath read_until_memory_ends(std::uint64_t n) {
  Aftermath after;
  Connection connection(std::make_unique<Bytes>(traffic()));
  std::vector<std::byte> buffer(65'536);
  {
    const proptests::NthAllocationFails memory(n);
    do {
      after.last = connection.read(buffer, after.told);
    } while (after.last == Connection::Intake::progress);
    after.failed = memory.happened();
  }
  if (after.last == Connection::Intake::broken) {
    EXPECT_NE(connection.reason().find("memory"), std::string_view::npos);
  }
  while (!connection.parked().empty()) {
    after.parked.push_back(connection.take_parked().header.serial);
  }
  return after;
}

TEST(NoMemory, BreaksTheConnectionThatNeedsIt) {
  std::uint64_t n = 0;
  for (;; ++n) {
    const Aftermath after = read_until_memory_ends(n);
    EXPECT_EQ(after.told, after.parked) << "allocation " << n;
    if (!after.failed) {
      EXPECT_EQ(after.last, Connection::Intake::nothing);
      EXPECT_EQ(after.told, (std::vector<std::uint32_t>{1, 2, 3, 4, 5}));
      break;
    }
    EXPECT_EQ(after.last, Connection::Intake::broken) << "allocation " << n;
  }
  EXPECT_GT(n, 10U) << "hardly anything was allocated";
}

}  // namespace
}  // namespace interleave::daemon
