#include "daemon/core/out_queue.h"

#include <algorithm>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/core/fake_file.h"

namespace interleave::daemon {
namespace {

// Takes what a list of allowances says, then would block.
class Sink final : public Transport {
 public:
  explicit Sink(std::vector<std::size_t> allowances) : allowances_(std::move(allowances)) {}

  IoResult read_some(std::span<std::byte>) override { return {IoStatus::would_block, 0}; }
  IoResult write_some(std::span<const std::span<const std::byte>> from) override {
    if (next_ == allowances_.size()) return {at_end, 0};
    std::size_t room = allowances_[next_++];
    std::size_t taken = 0;
    for (const auto buffer : from) {
      const std::size_t count = std::min(room, buffer.size());
      got.insert(got.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count));
      room -= count;
      taken += count;
    }
    return {IoStatus::ok, taken};
  }
  [[nodiscard]] bool carries_files() const override { return true; }
  IoResult write_file(const OpenFile& file) override {
    if (next_ == allowances_.size()) return {at_end, 0};
    ++next_;
    files.emplace_back(got.size(), file.number());
    return {IoStatus::ok, 1};
  }
  [[nodiscard]] bool has_buffered() const override { return false; }
  [[nodiscard]] Handle handle() const override { return Handle::none; }
  void close() override {}

  std::vector<std::byte> got;
  std::vector<std::pair<std::size_t, int>> files;  // after how many bytes, and its number
  IoStatus at_end = IoStatus::would_block;

 private:
  std::vector<std::size_t> allowances_;
  std::size_t next_ = 0;
};

Outgoing frame(std::size_t size, std::uint32_t serial) {
  return {.frame = std::vector<std::byte>(size, static_cast<std::byte>(serial)), .serial = serial};
}

// However a transport takes bytes, they come out in order, and a frame is reported as written
// exactly when its last byte is.
RC_GTEST_PROP(OutQueue, WritesEverythingInOrderThroughAnyTransport, ()) {
  const auto sizes =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 90));
  const auto allowances =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 120));
  OutQueue queue;
  std::vector<std::byte> expected;
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    Outgoing item = frame(sizes[i], static_cast<std::uint32_t>(i));
    expected.insert(expected.end(), item.frame.begin(), item.frame.end());
    ends.push_back(expected.size());
    queue.push(std::move(item));
  }
  Sink sink(allowances);
  std::vector<Outgoing> written;
  const IoStatus status = queue.write(sink, written);
  RC_ASSERT(std::equal(sink.got.begin(), sink.got.end(), expected.begin()));
  RC_ASSERT((status == IoStatus::ok) == (sink.got.size() == expected.size()));
  const auto complete =
      std::ranges::count_if(ends, [&](std::size_t end) { return end <= sink.got.size(); });
  RC_ASSERT(written.size() == static_cast<std::size_t>(complete));
  for (std::size_t i = 0; i < written.size(); ++i) RC_ASSERT(written[i].serial == i);
}

// A frame's files go after its last byte and before the next frame's first, each once, in order,
// and none is open when it is written.
RC_GTEST_PROP(OutQueue, WritesFilesAfterTheirFrame, ()) {
  const auto counts =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 4));
  const auto allowances =
      *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 60));
  OutQueue queue;
  int open = 0;
  std::size_t bytes = 0;
  std::vector<std::pair<std::size_t, int>> expected;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    Outgoing item = frame(10 + i, static_cast<std::uint32_t>(i));
    bytes += item.frame.size();
    for (std::size_t file = 0; file < counts[i]; ++file) {
      expected.emplace_back(bytes, static_cast<int>(expected.size()));
      item.files.push_back(proptests::fake_file(expected.back().second, open));
    }
    queue.push(std::move(item));
  }
  Sink sink(allowances);
  std::vector<Outgoing> written;
  const IoStatus status = queue.write(sink, written);
  RC_ASSERT(sink.files.size() <= expected.size());
  RC_ASSERT(std::equal(sink.files.begin(), sink.files.end(), expected.begin()));
  RC_ASSERT(open == static_cast<int>(expected.size() - sink.files.size()));
  RC_ASSERT((status == IoStatus::ok) == (written.size() == counts.size()));
  if (status == IoStatus::ok) RC_ASSERT(sink.got.size() == bytes && open == 0);
  queue.clear();
  RC_ASSERT(open == 0);
}

TEST(OutQueue, GivesTheTransportsErrorAndKeepsWhatIsLeft) {
  OutQueue queue;
  queue.push(frame(10, 1));
  queue.push(frame(10, 2));
  Sink sink({12});
  sink.at_end = IoStatus::reset;
  std::vector<Outgoing> written;
  EXPECT_EQ(queue.write(sink, written), IoStatus::reset);
  EXPECT_EQ(written.size(), 1U);
  EXPECT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue.waiting(Outgoing::Kind::reply), 1U);
  queue.clear();
  EXPECT_TRUE(queue.empty());
}

TEST(OutQueue, KnowsHowManyOfEachKindWait) {
  using Kind = Outgoing::Kind;
  OutQueue queue;
  queue.push(frame(4, 1));
  EXPECT_EQ(queue.waiting(Kind::keepalive), 0U);
  Outgoing pong = frame(4, 2);
  pong.kind = Kind::keepalive;
  queue.push(std::move(pong));
  queue.push(frame(4, 3));
  EXPECT_EQ(queue.waiting(Kind::reply), 2U);
  EXPECT_EQ(queue.waiting(Kind::keepalive), 1U);
  Sink sink({8});
  std::vector<Outgoing> written;
  EXPECT_EQ(queue.write(sink, written), IoStatus::would_block);
  EXPECT_EQ(queue.waiting(Kind::reply), 1U);
  EXPECT_EQ(queue.waiting(Kind::keepalive), 0U);
  queue.clear();
  EXPECT_EQ(queue.waiting(Kind::reply), 0U);
}

}  // namespace
}  // namespace interleave::daemon
