// The wire types that procedures share, and one with every kind of field, obeys the laws.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "daemon/rpc/types.h"
#include "proptests/rpc/wire_laws.h"

namespace interleave::rpc {
namespace {

enum class Colour : std::int32_t { red = -1, green = 1 };

// More fields, and more kinds of them, than the protocol has anywhere.
struct Everything {
  bool truth = false;
  std::int8_t tiny = 0;
  std::uint8_t small = 0;
  std::uint16_t medium = 0;
  Colour colour = Colour::green;
  std::int64_t large = 0;
  std::uint64_t huge = 0;
  double real = 0;
  std::array<std::int8_t, 3> triple{};
  std::array<std::byte, 5> odd_bytes{};
  Limited<std::string, 100'000> text;
  Opaque<100'000> bytes;
  List<Domain> domains;
  std::optional<DomainSnapshot> snapshot;
  std::optional<std::int32_t> maybe;
  List<List<String>> nested;
};
static_assert(field_count<Everything> == kMostFields);

template <class T>
class WireTypeTest : public ::testing::Test {};

// What many procedures share; the others are tried with the procedure table.
using WireTypes =
    ::testing::Types<Uuid, Domain, Network, DomainSnapshot, DomainCheckpoint, NetworkPort,
                     StoragePool, StorageVolume, Interface, NodeDevice, Secret, NetworkFilter,
                     FilterBinding, TypedParameter, Error, Nothing, FlagsArgs, TextArgs,
                     TextFlagsArgs, UuidArgs, DomainArgs, DomainFlagsArgs, RoomArgs, ListAllArgs,
                     NumberResult, LongResult, TextResult, NamesResult, DomainResult>;
TYPED_TEST_SUITE(WireTypeTest, WireTypes);

TYPED_TEST(WireTypeTest, ObeysTheLaws) {
  EXPECT_TRUE(obeys_wire_laws<TypeParam>());
}

RC_GTEST_PROP(EveryKindOfField, round_trip, ()) {
  const auto value = any_value<Everything>();
  const std::vector<std::byte> bytes = encoded(value);
  Everything back;
  RC_ASSERT(!decode_body(bytes, back));
  RC_ASSERT(back.truth == value.truth);
  RC_ASSERT(back.tiny == value.tiny);
  RC_ASSERT(back.small == value.small);
  RC_ASSERT(back.medium == value.medium);
  RC_ASSERT(back.large == value.large);
  RC_ASSERT(back.huge == value.huge);
  RC_ASSERT(back.triple == value.triple);
  RC_ASSERT(back.odd_bytes == value.odd_bytes);
  RC_ASSERT(back.text == value.text);
  RC_ASSERT(back.bytes == value.bytes);
  RC_ASSERT(back.domains == value.domains);
  RC_ASSERT(back.snapshot == value.snapshot);
  RC_ASSERT(back.maybe == value.maybe);
  RC_ASSERT(encoded(back) == bytes);
}

TEST(EveryKindOfField, ObeysTheLaws) {
  EXPECT_TRUE(obeys_wire_laws<Everything>());
}

}  // namespace
}  // namespace interleave::rpc
