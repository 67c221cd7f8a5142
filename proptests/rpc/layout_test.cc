// What the bytes are: values written out by hand, so that encoder and decoder cannot be wrong
// together.
#include <initializer_list>

#include <gtest/gtest.h>

#include "daemon/rpc/codec.h"
#include "daemon/rpc/connect_types.h"
#include "daemon/rpc/domain_types.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {
namespace {

std::vector<std::byte> bytes(std::initializer_list<int> values) {
  std::vector<std::byte> result;
  for (const int value : values) result.push_back(static_cast<std::byte>(value));
  return result;
}

template <class T>
void expect_layout(const T& value, const std::vector<std::byte>& expected) {
  std::vector<std::byte> encoded;
  XdrEncoder encoder(encoded, 1000);
  encode(encoder, value);
  ASSERT_TRUE(encoder.ok());
  EXPECT_EQ(encoded, expected);
  T back;
  ASSERT_FALSE(decode_body(expected, back));
  std::vector<std::byte> again;
  XdrEncoder second(again, 1000);
  encode(second, back);
  EXPECT_EQ(again, expected);
}

TEST(Layout, StringsArePaddedToWords) {
  expect_layout(String(""), bytes({0, 0, 0, 0}));
  expect_layout(String("abcd"), bytes({0, 0, 0, 4, 'a', 'b', 'c', 'd'}));
  expect_layout(String("abcde"), bytes({0, 0, 0, 5, 'a', 'b', 'c', 'd', 'e', 0, 0, 0}));
}

TEST(Layout, SmallIntegersAreWords) {
  expect_layout(std::int8_t{-2}, bytes({0xff, 0xff, 0xff, 0xfe}));
  expect_layout(std::uint8_t{254}, bytes({0, 0, 0, 254}));
  expect_layout(std::uint16_t{0xabcd}, bytes({0, 0, 0xab, 0xcd}));
  expect_layout(true, bytes({0, 0, 0, 1}));
}

TEST(Layout, LongIntegersAndDoublesAreTwoWords) {
  expect_layout(std::int64_t{-2}, bytes({255, 255, 255, 255, 255, 255, 255, 254}));
  expect_layout(1.0, bytes({0x3f, 0xf0, 0, 0, 0, 0, 0, 0}));
}

TEST(Layout, AnArrayOfCharactersIsAWordEach) {
  expect_layout(std::array<std::int8_t, 2>{'i', '6'}, bytes({0, 0, 0, 'i', 0, 0, 0, '6'}));
}

TEST(Layout, ADomainIsNameUuidId) {
  Domain domain{.name = String("vm"), .uuid = {}, .id = 7};
  domain.uuid.bytes.fill(std::byte{0xee});
  expect_layout(domain, bytes({0,    0,    0,    2,    'v',  'm',  0,    0,    0xee, 0xee,
                               0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee, 0xee,
                               0xee, 0xee, 0xee, 0xee, 0,    0,    0,    7}));
}

TEST(Layout, AnAbsentValueIsAZero) {
  expect_layout(ConnectOpenArgs{}, bytes({0, 0, 0, 0, 0, 0, 0, 0}));
  expect_layout(ConnectOpenArgs{.name = String("u"), .flags = 1},
                bytes({0, 0, 0, 1, 0, 0, 0, 1, 'u', 0, 0, 0, 0, 0, 0, 1}));
}

TEST(Layout, AListIsACountAndItsElements) {
  ListDomainsResult result;
  result.ids = {1, -1};
  expect_layout(result, bytes({0, 0, 0, 2, 0, 0, 0, 1, 255, 255, 255, 255}));
}

TEST(Layout, NothingIsNothing) {
  expect_layout(Nothing{}, {});
}

TEST(Layout, NodeInfoHasAWordForEachCharacterOfItsModel) {
  static_assert(codec_detail::min_size<NodeInfoResult>() == 32 * 4 + 8 + 6 * 4);
  static_assert(codec_detail::min_size<Domain>() == 4 + 16 + 4);
}

// libvirtd's reply to a call before OPEN, byte by byte.
TEST(Layout, AnErrorHasAllFields) {
  Error error;
  error.code = 1;
  error.from = 7;
  error.message = String("m");
  error.level = 2;
  error.str1 = String("%s");
  error.int1 = -1;
  expect_layout(error, bytes({0,   0,   0,   1,                                // code
                              0,   0,   0,   7,                                // domain
                              0,   0,   0,   1,   0, 0, 0, 1, 'm', 0,   0, 0,  // message
                              0,   0,   0,   2,                                // level
                              0,   0,   0,   0,                                // no dom
                              0,   0,   0,   1,   0, 0, 0, 2, '%', 's', 0, 0,  // str1
                              0,   0,   0,   0,                                // no str2
                              0,   0,   0,   0,                                // no str3
                              255, 255, 255, 255,                              // int1
                              0,   0,   0,   0,                                // int2
                              0,   0,   0,   0}));                             // no net
}

// As peers' decoders take it: anything but zero is true, and what pads is not looked at.
TEST(Layout, ReadingIsLenientWhereThePeersAre) {
  ConnectOpenArgs args;
  ASSERT_FALSE(decode_body(bytes({0, 0, 0, 2, 0, 0, 0, 1, 'u', 1, 2, 3, 0, 0, 0, 9, 42}), args));
  EXPECT_EQ(args.name, String("u"));
  EXPECT_EQ(args.flags, 9U);
}

}  // namespace
}  // namespace interleave::rpc
