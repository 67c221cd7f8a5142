// Properties of every procedure that is served, present and future: they walk through the table.
// Those of its types are in rows_*_test.cc.
#include "daemon/libvirt/procedures/table.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "daemon/rpc/error.h"
#include "proptests/libvirt/client.h"
#include "proptests/rpc/wire_laws.h"

namespace interleave::daemon {
namespace {

TEST(TableTest, NamesAreUnique) {
  std::set<std::string_view> names;
  for (std::int32_t number = 1; number <= rpc::kLastProcedure; ++number) {
    const auto* procedure = procedure_table().find(number);
    if (procedure == nullptr) continue;
    EXPECT_TRUE(names.insert(procedure->name).second) << procedure->name;
    EXPECT_EQ(procedure->number, number);
  }
}

// Zeros are the arguments of every procedure: empty texts and lists, absent values.
std::vector<std::byte> zeros() {
  return std::vector<std::byte>(1000);
}

rpc::Error error_of(const Reply& reply) {
  const std::span<const std::byte> frame(reply.frame);
  rpc::Error error;
  EXPECT_EQ(rpc::decode_header(frame.subspan(rpc::kLengthSize)).status, rpc::FrameStatus::error);
  EXPECT_FALSE(rpc::decode_body(frame.subspan(rpc::kMinFrame), error));
  return error;
}

// Every procedure needs an open connection but those that lead to one.
TEST(TableTest, NothingButTheDoorAnswersBeforeOpen) {
  LibvirtProgram program(test_threads(), {});
  Client client(program);
  const std::set<std::int32_t> door = {1, 2, 66};
  for (std::int32_t number = 1; number <= rpc::kLastProcedure; ++number) {
    const auto* procedure = procedure_table().find(number);
    if (procedure == nullptr || door.contains(number)) continue;
    EXPECT_EQ(error_of(client.session().call(Client::message(number, zeros()))), not_open_error())
        << procedure->name;
  }
}

void expect_well_formed(const rpc::Message& request, const Reply& reply) {
  const std::span<const std::byte> frame(reply.frame);
  RC_ASSERT(frame.size() >= rpc::kMinFrame);
  RC_ASSERT(rpc::decode_length(frame) == frame.size());
  const rpc::FrameHeader header = rpc::decode_header(frame.subspan(rpc::kLengthSize));
  RC_ASSERT(header == rpc::reply_header(request.header, header.status));
  if (header.status == rpc::FrameStatus::ok) return;
  RC_ASSERT(header.status == rpc::FrameStatus::error);
  rpc::Error error;
  RC_ASSERT(!rpc::decode_body(frame.subspan(rpc::kMinFrame), error));
  RC_ASSERT(error.code != 0);
  RC_ASSERT(error.message.has_value());
}

// Bytes that a body may begin with: a domain that exists, so that more than the first field
// matters.
std::vector<std::byte> any_body() {
  rpc::Domain domain;
  domain.name = rpc::String("test");
  constexpr std::uint8_t kUuid[] = {0x66, 0x95, 0xeb, 0x01, 0xf6, 0xa4, 0x83, 0x04,
                                    0x79, 0xaa, 0x97, 0xf2, 0x50, 0x2e, 0x19, 0x3f};
  std::ranges::copy(std::as_bytes(std::span(kUuid)), domain.uuid.bytes.begin());
  std::vector<std::byte> body;
  if (*rc::gen::arbitrary<bool>()) body = rpc::encoded(domain);
  for (const std::uint8_t byte : *rc::gen::arbitrary<std::vector<std::uint8_t>>()) {
    body.push_back(static_cast<std::byte>(byte));
  }
  return body;
}

TEST(TableTest, AnyBytesGetAWellFormedReply) {
  LibvirtProgram program(test_threads(), {});
  const ConnectionRef keeper(virConnectOpen("test:///default"));
  EXPECT_TRUE(rc::check("any bytes for any procedure", [&program] {
    Client client(program, *rc::gen::arbitrary<bool>());
    if (*rc::gen::arbitrary<bool>()) RC_ASSERT(client.open().ok());
    for (std::int32_t procedure = -2; procedure <= 450; ++procedure) {
      rpc::Message request =
          Client::message(procedure, any_body(), *rc::gen::arbitrary<std::uint32_t>());
      if (*rc::gen::inRange(0, 8) == 0) request.header.type = rpc::FrameType::call_with_fds;
      expect_well_formed(request, client.session().call(request));
    }
  }));
}

}  // namespace
}  // namespace interleave::daemon
