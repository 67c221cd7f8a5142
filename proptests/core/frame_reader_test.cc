#include "daemon/rpc/frame_reader.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/core/fake_file.h"

namespace interleave::rpc {
namespace {

using proptests::fake_file;

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
    expected.push_back({.header = header, .body = body});
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

// Gives a reader bytes as a stream does: in pieces, none of which goes on beyond a byte that a file
// comes with. False when the reader gives up.
struct FileStream {
  // Bytes and, by place, the numbers of the files that come with them.
  std::vector<std::byte> bytes;
  std::map<std::size_t, int> files;
  int open = 0;

  void append(const std::vector<std::byte>& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
  }
  void append_file(int number) {
    files[bytes.size()] = number;
    bytes.push_back(std::byte{0xff});
  }
  bool feed(FrameReader& reader, std::size_t piece, std::vector<Message>& messages) {
    for (std::size_t at = 0; at < bytes.size();) {
      std::size_t end = std::min(at + piece, bytes.size());
      Arrival with;
      if (const auto file = files.lower_bound(at); file != files.end() && file->first < end) {
        end = file->first + 1;
        with.file = fake_file(file->second, open);
      }
      if (!reader.feed(std::span(bytes).subspan(at, end - at), std::move(with), messages)) {
        return false;
      }
      at = end;
    }
    return true;
  }
};

// A call is complete when its descriptors have come, and the next frame begins after their bytes.
TEST(FrameReader, GivesACallItsDescriptorsInOrder) {
  for (const std::uint32_t count : {0U, 1U, 2U, kMostDescriptors}) {
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
      FileStream stream;
      for (int call = 0; call < 3; ++call) {
        stream.append(with_descriptors(count));
        for (std::uint32_t i = 0; i < count; ++i) {
          stream.append_file(100 * call + static_cast<int>(i));
        }
      }
      stream.append(encode_frame({.serial = 9}, {}));
      FrameReader reader;
      std::vector<Message> messages;
      ASSERT_TRUE(stream.feed(reader, piece, messages)) << reader.rejection();
      ASSERT_EQ(messages.size(), 4U);
      EXPECT_EQ(messages.back().header.serial, 9U);
      EXPECT_TRUE(messages.back().files.empty());
      for (std::size_t call = 0; call < 3; ++call) {
        ASSERT_EQ(messages[call].files.size(), count);
        for (std::uint32_t i = 0; i < count; ++i) {
          EXPECT_EQ(messages[call].files[i]->number(), static_cast<int>(100 * call + i));
        }
      }
      messages.clear();
      EXPECT_EQ(stream.open, 0);
    }
  }
}

TEST(FrameReader, ClosesWhatComesWithTheBytesOfAFrame) {
  FileStream stream;
  stream.append(with_descriptors(1));
  stream.files[30] = 7;
  stream.append_file(8);
  stream.append(encode_frame({.serial = 9}, {}));
  stream.files[stream.bytes.size() - 1] = 9;
  FrameReader reader;
  std::vector<Message> messages;
  ASSERT_TRUE(stream.feed(reader, 1000, messages)) << reader.rejection();
  ASSERT_EQ(messages.size(), 2U);
  ASSERT_EQ(messages.front().files.size(), 1U);
  EXPECT_EQ(messages.front().files.front()->number(), 8);
  EXPECT_TRUE(messages.back().files.empty());
  EXPECT_EQ(stream.open, 1);
}

TEST(FrameReader, RefusesAByteWithoutItsDescriptor) {
  for (const bool lost : {false, true}) {
    FileStream stream;
    {
      stream.append(with_descriptors(2));
      stream.append_file(1);
      FrameReader reader;
      std::vector<Message> messages;
      ASSERT_TRUE(stream.feed(reader, 1000, messages));
      EXPECT_EQ(stream.open, 1);
      EXPECT_EQ(reader.held(), kMinFrame + kLengthSize) << "a call whose files have yet to come";
      const std::byte mark{};
      EXPECT_FALSE(reader.feed({&mark, 1}, {.file = nullptr, .lost = lost}, messages));
      EXPECT_TRUE(messages.empty());
      EXPECT_NE(reader.rejection().find(lost ? "not come through" : "without"), std::string::npos);
    }
    EXPECT_EQ(stream.open, 0) << "what came of the call goes with the reader";
  }
}

TEST(FrameReader, RefusesDescriptorsWhereNoneCanCome) {
  FrameReader reader(false);
  std::vector<Message> messages;
  EXPECT_TRUE(reader.feed(with_descriptors(0), messages));
  EXPECT_EQ(messages.size(), 1U);
  EXPECT_FALSE(reader.feed(with_descriptors(1), messages));
  EXPECT_NE(reader.rejection().find("cannot carry"), std::string::npos);
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
