// Properties of every procedure that is served, present and future: they walk through the table.
// Those of its types are in rows_*_test.cc.
#include "daemon/libvirt/procedures/table.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "daemon/libvirt/procedures/messages.h"
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

// Every number of the protocol is a procedure, or a message that only the daemon sends.
TEST(TableTest, NoNumberIsWithoutAnEntry) {
  std::set<std::int32_t> messages;
  for (const EventMessage& message : kEventMessages) messages.insert(message.number);
  int procedures = 0;
  int high = 0;
  for (std::int32_t number = 1; number <= rpc::kLastProcedure; ++number) {
    const auto* procedure = procedure_table().find(number);
    EXPECT_NE(procedure != nullptr, messages.contains(number)) << number;
    if (procedure == nullptr) continue;
    ++procedures;
    if (procedure->priority == rpc::Priority::high) ++high;
  }
  EXPECT_EQ(procedures, 392);
  EXPECT_EQ(high, 184);
}

// docs/procedures.md, as the table says it.
std::string described() {
  std::ostringstream text;
  text << "# The procedures of the remote protocol\n\n"
          "A test compares this list with the table. \"urgent\" procedures may overtake others; "
          "\"write\" ones are refused on a\nread-only connection, by libvirt itself. What is "
          "not supported is decoded, and answered with libvirt's own error; the\nlast column "
          "says why.\n\n"
          "A procedure about an object finds it first (`daemon/libvirt/objects.h`): an object "
          "that has gone meanwhile gives the\nlookup's error, whatever the call. The codes are "
          "libvirtd's, and clients go by them; the words are the drivers' for\ndomains, networks "
          "and pools. A call that the driver does not have at all is an error of the lookup, "
          "too.\n\n"
          "CONNECT_SET_IDENTITY (419) takes who the client says it is and keeps none of it: "
          "libvirtd hands it to access rules,\nwhich this daemon does not have, and the drivers "
          "behind see the daemon.\n\n"
          "| number | procedure | lane | access | not supported |\n|---|---|---|---|---|\n";
  for (std::int32_t number = 1; number <= rpc::kLastProcedure; ++number) {
    const auto* procedure = procedure_table().find(number);
    if (procedure == nullptr) continue;
    text << "| " << number << " | " << procedure->name << " | "
         << (procedure->priority == rpc::Priority::high ? "urgent" : "ordinary") << " | "
         << (procedure->access == rpc::Access::write ? "write" : "read") << " | "
         << procedure->unsupported << " |\n";
  }
  text << "\n## Messages of the daemon\n\nNo client calls these numbers.\n\n";
  for (const EventMessage& message : kEventMessages) {
    text << "- " << message.number << " " << message.name << "\n";
  }
  return text.str();
}

TEST(TableTest, TheDocsListWhatIsInTheTable) {
  std::ifstream file(std::string(INTERLEAVE_DOCS) + "/procedures.md");
  std::stringstream listed;
  listed << file.rdbuf();
  if (listed.str() == described()) return;
  std::ofstream("procedures.md") << described();
  FAIL() << "docs/procedures.md differs from the table; procedures.md in "
         << std::filesystem::current_path() << " is what it should be";
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
  const std::set<std::int32_t> door = {1, 2, 66, 67, 68, 69, 70};
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
  // What a random save or dump writes must not stay in anybody's way.
  const std::filesystem::path before = std::filesystem::current_path();
  const std::filesystem::path scratch = before / "any_bytes_scratch";
  std::filesystem::create_directories(scratch);
  std::filesystem::current_path(scratch);
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
  std::filesystem::current_path(before);
  std::filesystem::remove_all(scratch);
}

}  // namespace
}  // namespace interleave::daemon
