#include "daemon/rpc/frame_reader.h"

#include <algorithm>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::rpc {
namespace {

std::vector<std::byte> bytes_of(const std::vector<std::uint8_t>& values) {
  std::vector<std::byte> bytes;
  for (const std::uint8_t value : values) bytes.push_back(std::byte{value});
  return bytes;
}

std::vector<std::byte> length_word(std::uint32_t length) {
  return {std::byte(length >> 24), std::byte(length >> 16), std::byte(length >> 8),
          std::byte(length)};
}

// A stream that is cut anywhere gives the same messages as one that is not.
RC_GTEST_PROP(FrameReader, AnyFragmentationGivesTheSameMessages, ()) {
  const auto bodies = *rc::gen::container<std::vector<std::vector<std::uint8_t>>>(
      rc::gen::container<std::vector<std::uint8_t>>(rc::gen::arbitrary<std::uint8_t>()));
  std::vector<std::byte> stream;
  std::vector<Message> expected;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const FrameHeader header{.program = kRemoteProgram,
                             .version = 1,
                             .procedure = static_cast<std::int32_t>(i),
                             .serial = *rc::gen::arbitrary<std::uint32_t>()};
    const std::vector<std::byte> body = bytes_of(bodies[i]);
    const std::vector<std::byte> frame = encode_frame(header, body);
    stream.insert(stream.end(), frame.begin(), frame.end());
    expected.push_back({header, body});
  }
  FrameReader reader;
  std::vector<Message> messages;
  for (std::size_t at = 0; at < stream.size();) {
    const std::size_t count = *rc::gen::inRange<std::size_t>(1, stream.size() - at + 1);
    RC_ASSERT(reader.feed(std::span(stream).subspan(at, count), messages));
    at += count;
  }
  RC_ASSERT(reader.held() == 0U);
  RC_ASSERT(messages.size() == expected.size());
  for (std::size_t i = 0; i < messages.size(); ++i) {
    RC_ASSERT(messages[i].header == expected[i].header);
    RC_ASSERT(messages[i].body == expected[i].body);
  }
}

TEST(FrameReader, RefusesLengthsOutOfRangeBeforeItHoldsAnything) {
  for (const std::size_t length : {std::size_t{0}, std::size_t{3}, std::size_t{27}, kMaxFrame + 1,
                                   std::size_t{1} << 31, std::size_t{0xffffffff}}) {
    FrameReader reader;
    std::vector<Message> messages;
    EXPECT_FALSE(reader.feed(length_word(static_cast<std::uint32_t>(length)), messages)) << length;
    EXPECT_NE(reader.rejection().find(" " + std::to_string(length) + " bytes"), std::string::npos);
    EXPECT_LE(reader.held(), kLengthSize);
  }
}

TEST(FrameReader, RefusesABadLengthThatComesInPieces) {
  FrameReader reader;
  std::vector<Message> messages;
  const auto word = length_word(27);
  EXPECT_TRUE(reader.feed(std::span(word).first(3), messages));
  EXPECT_FALSE(reader.feed(std::span(word).subspan(3), messages));
}

TEST(FrameReader, TakesTheLargestFrameAndHoldsOnlyWhatHasCome) {
  FrameReader reader;
  std::vector<Message> messages;
  EXPECT_TRUE(reader.feed(length_word(static_cast<std::uint32_t>(kMaxFrame)), messages));
  EXPECT_EQ(reader.held(), kLengthSize);
  const std::vector<std::byte> some(1000);
  EXPECT_TRUE(reader.feed(some, messages));
  EXPECT_EQ(reader.held(), kLengthSize + some.size());
  EXPECT_TRUE(messages.empty());
}

TEST(FrameReader, GivesTheGoodMessagesBeforeABadLength) {
  std::vector<std::byte> stream = encode_frame({.serial = 7}, {});
  const auto bad = length_word(0);
  stream.insert(stream.end(), bad.begin(), bad.end());
  FrameReader reader;
  std::vector<Message> messages;
  EXPECT_FALSE(reader.feed(stream, messages));
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages.front().header.serial, 7U);
}

std::vector<std::byte> with_descriptors(std::uint32_t count) {
  const FrameHeader header{.program = kRemoteProgram, .type = FrameType::call_with_fds};
  return encode_frame(header, length_word(count));
}

// A call whose descriptors come with it is complete when their bytes have come, and the next frame
// begins after these.
TEST(FrameReader, LeavesOutTheBytesOfDescriptors) {
  for (const std::uint32_t count : {0U, 1U, kMostDescriptors}) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
      std::vector<std::byte> stream = with_descriptors(count);
      const std::size_t whole = stream.size() + count;
      stream.resize(whole, std::byte{0xff});
      const std::vector<std::byte> next = encode_frame({.serial = 9}, {});
      stream.insert(stream.end(), next.begin(), next.end());
      FrameReader reader;
      std::vector<Message> messages;
      for (std::size_t at = 0; at < stream.size(); at += piece) {
        const std::size_t end = std::min(at + piece, stream.size());
        ASSERT_TRUE(reader.feed(std::span(stream).subspan(at, end - at), messages));
        EXPECT_EQ(messages.size(), (end >= whole ? 1U : 0U) + (end == stream.size() ? 1U : 0U));
      }
      EXPECT_EQ(messages.back().header.serial, 9U);
    }
  }
}

TEST(FrameReader, RefusesMoreDescriptorsThanMayCome) {
  for (const std::uint32_t count : {kMostDescriptors + 1, 0xffffffffU}) {
    FrameReader reader;
    std::vector<Message> messages;
    EXPECT_FALSE(reader.feed(with_descriptors(count), messages));
    EXPECT_TRUE(messages.empty());
    EXPECT_NE(reader.rejection().find(std::to_string(count) + " descriptors"), std::string::npos);
  }
}

}  // namespace
}  // namespace interleave::rpc
