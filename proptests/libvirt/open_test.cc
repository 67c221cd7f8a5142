// Opening and closing: who may, what, and how often.
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "daemon/libvirt/uri_policy.h"
#include "daemon/rpc/error.h"
#include "proptests/libvirt/client.h"

namespace interleave::daemon {
namespace {

class OpenTest : public ::testing::Test {
 protected:
  LibvirtProgram program_{test_threads(), {}};
  Client client_{program_};
};

void expect_not_open(const rpc::Error& error) {
  EXPECT_EQ(error.code, rpc::kErrorInternal);
  EXPECT_EQ(error.from, rpc::kErrorFromRpc);
  EXPECT_EQ(error.message, rpc::String("internal error: hypervisor connection not open"));
}

TEST_F(OpenTest, BeforeOpenOnlyTheDoorAnswers) {
  EXPECT_EQ(client_.call<rpc::AuthListResult>(66).value().types.size(), 1U);
  EXPECT_EQ(client_.call<rpc::AuthListResult>(66).value().types[0], 0);
  EXPECT_EQ(client_.call<rpc::NumberResult>(60, rpc::FeatureArgs{10}).value().number, 1);
  expect_not_open(client_.call<rpc::NumberResult>(60, rpc::FeatureArgs{14}).error());
  expect_not_open(client_.call<rpc::TextResult>(59).error());
  expect_not_open(client_.call<rpc::TextResult>(110).error());
  expect_not_open(client_.call<rpc::Nothing>(360).error());
  expect_not_open(client_.call<rpc::Nothing>(361).error());
  expect_not_open(client_.call<rpc::DomainResult>(23, rpc::TextArgs{rpc::String("test")}).error());
}

TEST_F(OpenTest, ASecondOpenIsRefusedAndTheFirstStays) {
  ASSERT_TRUE(client_.open().ok());
  const rpc::Error error = client_.open().error();
  EXPECT_EQ(error.code, rpc::kErrorInternal);
  EXPECT_EQ(error.message, rpc::String("internal error: connection already open"));
  EXPECT_TRUE(client_.call<rpc::TextResult>(59).ok());
}

TEST_F(OpenTest, AfterAFailedOpenAnotherMaySucceed) {
  const rpc::Error error = client_.open("test:///no-such-file.xml").error();
  EXPECT_EQ(error.code, VIR_ERR_XML_ERROR);
  EXPECT_EQ(error.message,
            rpc::String("XML error: failed to parse xml document '/no-such-file.xml'"));
  EXPECT_TRUE(client_.open().ok());
}

TEST_F(OpenTest, WithoutANameTheDefaultIsOpened) {
  ASSERT_TRUE(client_.call<rpc::Nothing>(1, rpc::ConnectOpenArgs{}).ok());
  EXPECT_EQ(client_.call<rpc::TextResult>(110).value().text, rpc::String("test:///default"));
  Client other(program_);
  EXPECT_TRUE(other.open("").ok());
}

TEST_F(OpenTest, OtherSchemesHostsAndAliasesAreRefused) {
  for (const char* uri : {"qemu:///system", "Test:///default", "test+unix:///default", "://x",
                          "test://host/default", "test+ssh://host/default", "xen:"}) {
    const rpc::Error error = client_.open(uri).error();
    EXPECT_EQ(error.code, VIR_ERR_NO_CONNECT) << uri;
    EXPECT_EQ(error.from, VIR_FROM_NONE) << uri;
    EXPECT_EQ(error.message, rpc::String(std::string("no connection driver available for ") + uri));
  }
  EXPECT_EQ(client_.open("an-alias").error().message,
            rpc::String("no connection driver available for URI 'an-alias' does not include a "
                        "driver name"));
}

TEST(UriPolicyTest, TheOperatorDecides) {
  const LibvirtOptions options{
      .uri_schemes = {"test", "qemu+tls"}, .default_uri = "", .keep_open = {}};
  EXPECT_FALSE(refuse_uri(options, "test:///default"));
  EXPECT_FALSE(refuse_uri(options, "test:///etc/x.xml?a=//host"));
  EXPECT_FALSE(refuse_uri(options, "qemu+tls://host/system"));
  EXPECT_TRUE(refuse_uri(options, "qemu:///system"));
  EXPECT_TRUE(refuse_uri(options, "qemu+ssh://host/system"));
  EXPECT_TRUE(refuse_uri(options, "test://[::1]/default"));
  EXPECT_TRUE(refuse_uri(options, std::string("qemu:///x\0test:///default", 25)));
  EXPECT_TRUE(refuse_uri(options, ""));
}

TEST(UriPolicyTest, WhatIsMappedIsComparedAsItStands) {
  LibvirtOptions options;
  options.uri_map = {{"qemu:///system", "test:///default"}};
  EXPECT_EQ(mapped_uri(options, "qemu:///system"), "test:///default");
  EXPECT_EQ(mapped_uri(options, std::string("qemu:///system\0x", 16)), "test:///default");
  EXPECT_EQ(mapped_uri(options, "qemu:///system/"), std::nullopt);
  EXPECT_EQ(mapped_uri(options, ""), std::nullopt);
}

TEST_F(OpenTest, FeaturesOfTheDaemonAndOfTheLibrary) {
  ASSERT_TRUE(client_.open().ok());
  const std::set<std::int32_t> supported = {8, 9, 10, 14, 15, 16};
  for (std::int32_t feature = -1; feature < 30; ++feature) {
    EXPECT_EQ(client_.call<rpc::NumberResult>(60, rpc::FeatureArgs{feature}).value().number,
              supported.count(feature))
        << feature;
  }
}

TEST_F(OpenTest, CloseIsAnsweredAndThenTheDaemonCloses) {
  const Reply before = client_.session().call(Client::message(2, {}));
  EXPECT_TRUE(before.close_after) << "a client that never opened";
  ASSERT_TRUE(client_.open().ok());
  const Reply reply = client_.session().call(Client::message(2, {}));
  EXPECT_TRUE(reply.close_after);
  EXPECT_EQ(reply.frame.size(), rpc::kMinFrame);
  EXPECT_FALSE(client_.session().call(Client::message(59, {})).close_after);
}

TEST_F(OpenTest, CloseCallbacksMayBeRegisteredAgain) {
  ASSERT_TRUE(client_.open().ok());
  for (const std::int32_t procedure : {360, 360, 361, 361, 360}) {
    EXPECT_TRUE(client_.call<rpc::Nothing>(procedure).ok()) << procedure;
  }
}

TEST_F(OpenTest, TheReadOnlySocketMakesTheConnectionReadOnly) {
  Client reader(program_, true);
  ASSERT_TRUE(reader.open().ok());
  const rpc::Error error =
      reader.call<rpc::DomainResult>(11, rpc::TextArgs{rpc::String("<domain/>")}).error();
  EXPECT_EQ(error.code, VIR_ERR_OPERATION_DENIED);
  EXPECT_EQ(error.message,
            rpc::String("operation forbidden: read only access prevents virDomainDefineXML"));

  Client asked(program_);
  ASSERT_TRUE(asked.open("test:///default", VIR_CONNECT_RO).ok());
  EXPECT_EQ(asked.call<rpc::DomainResult>(11, rpc::TextArgs{}).error().code,
            VIR_ERR_OPERATION_DENIED);
}

TEST(StateTest, GoesWithTheLastConnectionUnlessItIsHeld) {
  const auto domains_after_reconnecting = [](LibvirtProgram& program) {
    {
      Client first(program);
      EXPECT_TRUE(first.open().ok());
      const rpc::String xml(domain_xml("kept"));
      EXPECT_TRUE(first.call<rpc::DomainResult>(11, rpc::TextArgs{xml}).ok());
    }
    Client second(program);
    EXPECT_TRUE(second.open().ok());
    return second.call<rpc::NumberResult>(25).value().number;
  };
  LibvirtProgram plain(test_threads(), {});
  EXPECT_EQ(domains_after_reconnecting(plain), 0);
  LibvirtOptions options;
  options.keep_open = {"test:///default"};
  LibvirtProgram holding(test_threads(), options);
  ASSERT_FALSE(holding.hold_open());
  EXPECT_EQ(domains_after_reconnecting(holding), 1);
}

TEST(StateTest, WhatCannotBeHeldIsAnError) {
  LibvirtOptions options;
  options.keep_open = {"test:///no-such-file.xml"};
  LibvirtProgram program(test_threads(), options);
  EXPECT_EQ(program.hold_open()->code, VIR_ERR_XML_ERROR);
}

TEST(ProgramTest, LanesFollowTheTable) {
  const LibvirtProgram program(test_threads(), {});
  const auto lane = [&program](std::int32_t procedure) {
    return program.lane(Client::message(procedure, {}).header);
  };
  for (const std::int32_t urgent : {1, 2, 12, 23, 60, 66, 212, 273}) {
    EXPECT_EQ(lane(urgent), Lane::urgent) << urgent;
  }
  for (const std::int32_t ordinary : {9, 14, 16, 28, 33, 34, 196, 426, -1, 0, 9999}) {
    EXPECT_EQ(lane(ordinary), Lane::ordinary) << ordinary;
  }
}

// The error by which a program refuses a call.
rpc::Error refusal(Refusal why) {
  LibvirtProgram program(test_threads(), {});
  const rpc::FrameHeader call = Client::message(9, {}, 33).header;
  const Reply reply = program.refuse(call, why);
  const std::span<const std::byte> frame(reply.frame);
  EXPECT_EQ(rpc::decode_header(frame.subspan(4)), rpc::reply_header(call, rpc::FrameStatus::error));
  EXPECT_FALSE(reply.close_after);
  rpc::Error error;
  EXPECT_FALSE(rpc::decode_body(frame.subspan(rpc::kMinFrame), error));
  return error;
}

TEST(ProgramTest, ARefusalAtTheStopIsAnErrorThatClientsReconnectFor) {
  const rpc::Error error = refusal(Refusal::shutting_down);
  EXPECT_EQ(error.code, VIR_ERR_SYSTEM_ERROR);
  EXPECT_EQ(error.from, VIR_FROM_RPC);
  EXPECT_EQ(error.message, rpc::String("the daemon is shutting down: the call was not made"));
}

TEST(ProgramTest, ARefusalForWantOfMemoryIsNone) {
  const rpc::Error error = refusal(Refusal::memory_short);
  EXPECT_EQ(error.code, VIR_ERR_NO_MEMORY);
  EXPECT_EQ(error.from, VIR_FROM_RPC);
  EXPECT_EQ(error.message, rpc::String("the daemon is short of memory: the call was not made"));
}

}  // namespace
}  // namespace interleave::daemon
