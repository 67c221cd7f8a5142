// Properties of every procedure that is served, present and future: they walk through the table.
#include "daemon/libvirt/procedures/table.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <tuple>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "daemon/rpc/error.h"
#include "proptests/libvirt/client.h"
#include "proptests/rpc/wire_laws.h"

namespace interleave::daemon {
namespace {

template <class Visitor>
void for_each_row(Visitor visitor) {
  std::apply([&](const auto&... row) { (visitor(row), ...); }, kRows);
}

TEST(TableTest, ArgumentsAndResultsObeyTheLaws) {
  for_each_row([](const auto& row) {
    using Row = std::remove_cvref_t<decltype(row)>;
    EXPECT_TRUE(rpc::obeys_wire_laws<typename Row::Args>()) << row.name;
    EXPECT_TRUE(rpc::obeys_wire_laws<typename Row::Result>()) << row.name;
  });
}

TEST(TableTest, NamesAreUnique) {
  std::set<std::string_view> names;
  for (const auto& procedure : kTable.procedures()) {
    EXPECT_TRUE(names.insert(procedure.name).second) << procedure.name;
    EXPECT_EQ(kTable.find(procedure.number), &procedure);
  }
}

// What libvirt refuses a read-only connection is what the table calls a write.
TEST_F(HandlerTest, ReadAndWriteAreAsLibvirtSays) {
  Client reader(program_, true);
  ASSERT_TRUE(reader.open().ok());
  const rpc::Domain domain = test_domain();
  for_each_row([&](const auto& row) {
    using Row = std::remove_cvref_t<decltype(row)>;
    typename Row::Args args{};
    if constexpr (requires { args.domain; }) args.domain = domain;
    const auto outcome = reader.call<typename Row::Result>(row.kNumber, args);
    const bool denied = !outcome.ok() && outcome.error().code == VIR_ERR_OPERATION_DENIED;
    EXPECT_EQ(denied, row.access == rpc::Access::write) << row.name;
  });
}

// Every procedure needs an open connection but those that lead to one.
TEST(TableTest, NothingButTheDoorAnswersBeforeOpen) {
  LibvirtProgram program(test_threads(), {});
  Client client(program);
  for_each_row([&](const auto& row) {
    using Row = std::remove_cvref_t<decltype(row)>;
    if (row.kNumber == 1 || row.kNumber == 2 || row.kNumber == 66) return;
    const auto outcome = client.call<typename Row::Result>(row.kNumber, typename Row::Args{});
    ASSERT_FALSE(outcome.ok()) << row.name;
    EXPECT_EQ(outcome.error(), not_open_error()) << row.name;
  });
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
