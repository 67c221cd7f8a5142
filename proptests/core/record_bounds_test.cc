#include "daemon/core/record_bounds.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace interleave::daemon {
namespace {

using Bytes = std::vector<std::byte>;

Bytes bytes(std::initializer_list<int> values) {
  Bytes all;
  for (const int value : values) all.push_back(static_cast<std::byte>(value));
  return all;
}

// Whether a record is under way after each byte, in one string: "(" is within, "." is between.
std::string states(RecordBounds bounds, const Bytes& all) {
  std::string result;
  for (const std::byte& byte : all) {
    bounds.pass({&byte, 1});
    result += bounds.is_within() ? '(' : '.';
  }
  return result;
}

TEST(RecordBounds, ARecordIsUnderWayFromItsFirstByteToItsLast) {
  EXPECT_FALSE(RecordBounds(5, 2).is_within());
  EXPECT_EQ(states(RecordBounds(5, 2), bytes({23, 3, 3, 0, 2, 9, 9, 23, 3, 3, 0, 1, 9})),
            "((((((.(((((.");
  EXPECT_EQ(states(RecordBounds(4, 4), bytes({0, 0, 0, 1, 9, 0, 0, 0, 0, 0})), "((((.(((.(");
}

TEST(RecordBounds, AnEmptyRecordEndsWithItsHeader) {
  EXPECT_EQ(states(RecordBounds(5, 2), bytes({23, 3, 3, 0, 0, 23, 3, 3, 0, 0})), "((((.((((.");
}

TEST(RecordBounds, TheLengthIsBigEndian) {
  RecordBounds bounds(5, 2);
  bounds.pass(bytes({23, 3, 3, 1, 2}));
  bounds.pass(Bytes(257));
  EXPECT_TRUE(bounds.is_within());
  bounds.pass(Bytes(1));
  EXPECT_FALSE(bounds.is_within());
}

TEST(RecordBounds, ItDoesNotMatterHowTheBytesCome) {
  Bytes all = bytes({23, 3, 3, 0, 3, 1, 2, 3, 21, 3, 3, 0, 2, 1, 2, 23, 3});
  for (std::size_t size = 1; size <= all.size(); ++size) {
    RecordBounds bounds(5, 2);
    for (std::size_t at = 0; at < all.size(); at += size) {
      bounds.pass(std::span(all).subspan(at, std::min(size, all.size() - at)));
    }
    EXPECT_TRUE(bounds.is_within()) << size;
  }
}

}  // namespace
}  // namespace interleave::daemon
