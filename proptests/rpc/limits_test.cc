// Counts at their edges: refused before anything is allocated for them.
#include <cstdint>
#include <optional>
#include <span>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "daemon/rpc/codec.h"
#include "daemon/rpc/frame.h"
#include "daemon/rpc/types.h"
#include "proptests/allocations/allocations.h"

namespace interleave::rpc {
namespace {

using Reason = XdrError::Reason;

constexpr std::size_t kTextLimit = 1000;
constexpr std::size_t kDomainLimit = 100;
using ShortText = Limited<std::string, kTextLimit>;
using ShortBytes = Opaque<kTextLimit>;
using FewDomains = List<Domain, kDomainLimit>;

// A count, and as many zero bytes as asked for.
std::vector<std::byte> counted(std::uint32_t count, std::size_t more) {
  std::vector<std::byte> bytes;
  XdrEncoder(bytes, 1U << 30).word(count);
  bytes.resize(bytes.size() + more);
  return bytes;
}

// What reading gives; it must not have allocated more than `most` bytes.
template <class T>
std::optional<XdrError> read(const std::vector<std::byte>& bytes, std::size_t most) {
  T value;
  const std::size_t before = proptests::allocated_bytes();
  std::optional<XdrError> error = decode_body(bytes, value);
  EXPECT_LE(proptests::allocated_bytes() - before, most);
  return error;
}

template <class T>
class CountTest : public ::testing::Test {};
using Counted = ::testing::Types<ShortText, ShortBytes, FewDomains>;
TYPED_TEST_SUITE(CountTest, Counted);

TYPED_TEST(CountTest, ZeroIsEmpty) {
  EXPECT_FALSE(read<TypeParam>(counted(0, 0), 0));
}

TYPED_TEST(CountTest, TheLimitItselfIsRead) {
  const std::size_t size = 24 * TypeParam::kLimit;
  EXPECT_FALSE(read<TypeParam>(counted(TypeParam::kLimit, size), 2 * size * sizeof(Domain)));
}

TYPED_TEST(CountTest, BeyondTheLimitNothingIsAllocated) {
  for (const std::uint32_t count :
       {std::uint32_t{TypeParam::kLimit} + 1, 0x7fff'ffffU, 0xffff'ffffU}) {
    const std::optional<XdrError> error = read<TypeParam>(counted(count, 100'000), 0);
    ASSERT_TRUE(error) << count;
    EXPECT_EQ(error->reason, Reason::over_limit) << count;
    EXPECT_EQ(error->offset, 0U) << count;
  }
}

TYPED_TEST(CountTest, MoreThanTheBytesCanHoldIsNotAllocated) {
  const std::optional<XdrError> error = read<TypeParam>(counted(TypeParam::kLimit, 90), 0);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->reason, Reason::truncated);
  EXPECT_EQ(error->offset, 0U);
}

TEST(Count, OfAListMeansItsElementsLeastSize) {
  const std::size_t least = codec_detail::min_size<Domain>();
  EXPECT_FALSE(read<FewDomains>(counted(3, 3 * least), 10'000));
  EXPECT_TRUE(read<FewDomains>(counted(3, 3 * least - 1), 0));
}

TEST(Count, ErrorsNameTheFieldAndItsPlace) {
  struct Args {
    std::int32_t number = 0;
    ShortText text;
  };
  std::vector<std::byte> bytes = counted(7, 0);
  const std::vector<std::byte> rest = counted(5, 4);
  bytes.insert(bytes.end(), rest.begin(), rest.end());
  Args args;
  const std::optional<XdrError> error = decode_body(bytes, args);
  ASSERT_TRUE(error);
  EXPECT_EQ(*error, (XdrError{.reason = Reason::truncated, .kind = "string", .offset = 4}));
  EXPECT_EQ(error->text(), "truncated string at byte 4");
}

TEST(Count, TheFirstErrorStays) {
  const std::vector<std::byte> bytes = counted(kTextLimit + 1, 8);
  XdrDecoder decoder(bytes);
  EXPECT_TRUE(decoder.counted_bytes("string", kTextLimit).empty());
  EXPECT_EQ(decoder.word(), 0U);
  EXPECT_EQ(decoder.hyper(), 0U);
  EXPECT_EQ(decoder.error()->kind, "string");
}

// The protocol's own limits, with a body that has the room: only the number decides.
TEST(Count, OfTheProtocol) {
  const std::vector<std::byte> text = counted(kStringLimit + 1, kStringLimit + 8);
  EXPECT_EQ(read<String>(text, 0)->reason, Reason::over_limit);
  const std::vector<std::byte> most = counted(kStringLimit, kStringLimit);
  EXPECT_FALSE(read<String>(most, 2 * kStringLimit));
  const std::vector<std::byte> names = counted(kListLimit + 1, 4 * kListLimit + 8);
  EXPECT_EQ(read<List<String>>(names, 0)->reason, Reason::over_limit);
}

TEST(Encoder, RefusesWhatTheReaderWouldRefuse) {
  std::vector<std::byte> bytes;
  XdrEncoder encoder(bytes, 1U << 20);
  encode(encoder, ShortText(std::string(kTextLimit + 1, 'x')));
  ASSERT_FALSE(encoder.ok());
  EXPECT_EQ(encoder.error()->reason, Reason::over_limit);
  encode(encoder, std::int32_t{1});
  EXPECT_TRUE(bytes.empty()) << "written after an error";
}

TEST(Encoder, StopsWhereTheFrameIsFull) {
  std::vector<std::byte> bytes;
  XdrEncoder encoder(bytes, 10);
  encoder.word(1);
  encoder.word(2);
  encoder.word(3);
  ASSERT_FALSE(encoder.ok());
  EXPECT_EQ(encoder.error()->reason, Reason::too_large);
  EXPECT_EQ(bytes.size(), 8U);
}

// Whatever the bytes say, the reader does not allocate out of proportion to their number.
RC_GTEST_PROP(Count, AllocationIsInProportion, (const std::vector<std::uint8_t>& raw)) {
  std::vector<std::byte> bytes = counted(*rc::gen::inRange(0U, 6U), 0);
  for (const std::uint8_t byte : raw) bytes.push_back(static_cast<std::byte>(byte % 3));
  List<Domain> value;
  const std::size_t before = proptests::allocated_bytes();
  const bool failed = decode_body(bytes, value).has_value();
  const std::size_t allocated = proptests::allocated_bytes() - before;
  RC_CLASSIFY(failed, "an error");
  RC_ASSERT(allocated <=
            bytes.size() / codec_detail::min_size<Domain>() * sizeof(Domain) + 2 * bytes.size());
}

}  // namespace
}  // namespace interleave::rpc
