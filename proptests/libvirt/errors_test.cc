// libvirt's errors reach the client with every field, and each client gets its own.
#include <atomic>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/libvirt/objects.h"
#include "proptests/libvirt/client.h"

namespace interleave::daemon {
namespace {

using rpc::String;

// The error that libvirt's API gives for the same thing on the same state, asked directly.
template <class Direct>
void expect_same_error(const rpc::Error& served, Direct direct) {
  EXPECT_TRUE(direct()) << "libvirt itself does not fail";
  EXPECT_EQ(served, take_last_error()) << served.message.value_or(String("no message"));
}

TEST_F(HandlerTest, AnUnknownDomain) {
  expect_same_error(client_.call<rpc::Nothing>(23, rpc::TextArgs{String("nobody")}).error(),
                    [&] { return virDomainLookupByName(direct_.get(), "nobody") == nullptr; });
  expect_same_error(client_.call<rpc::Nothing>(22, rpc::DomainLookupByIdArgs{4711}).error(),
                    [&] { return virDomainLookupByID(direct_.get(), 4711) == nullptr; });
  const unsigned char zero[VIR_UUID_BUFLEN] = {};
  expect_same_error(client_.call<rpc::Nothing>(24, rpc::UuidArgs{}).error(),
                    [&] { return virDomainLookupByUUID(direct_.get(), zero) == nullptr; });
}

// The words of the driver's own call, although it is the lookup that fails.
TEST_F(HandlerTest, ADomainThatHasGone) {
  const rpc::Domain domain =
      client_.call<rpc::DomainResult>(11, rpc::TextArgs{String(domain_xml("gone"))}).value().domain;
  const DomainRef direct(virDomainLookupByName(direct_.get(), "gone"));
  ASSERT_TRUE(act(35, domain).ok());
  expect_same_error(act(12, domain).error(), [&] { return virDomainDestroy(direct.get()) < 0; });
  expect_same_error(client_.call<rpc::Nothing>(196, rpc::DomainFlagsArgs{domain, 0}).error(),
                    [&] { return virDomainCreateWithFlags(direct.get(), 0) < 0; });
}

TEST_F(HandlerTest, ANetworkAndAPoolThatHaveGone) {
  const NetworkRef network(virNetworkLookupByName(direct_.get(), "default"));
  const StoragePoolRef pool(virStoragePoolLookupByName(direct_.get(), "default-pool"));
  const rpc::Network wire_network = to_wire(network.get());
  const rpc::StoragePool wire_pool = to_wire(pool.get());
  ASSERT_EQ(virNetworkDestroy(network.get()) | virNetworkUndefine(network.get()), 0);
  ASSERT_EQ(virStoragePoolDestroy(pool.get()) | virStoragePoolUndefine(pool.get()), 0);
  expect_same_error(
      client_.call<rpc::Nothing>(39, rpc::ObjectArgs<rpc::Network>{wire_network}).error(),
      [&] { return virNetworkCreate(network.get()) < 0; });
  expect_same_error(
      client_.call<rpc::Nothing>(78, rpc::ObjectFlagsArgs<rpc::StoragePool>{wire_pool, 0}).error(),
      [&] { return virStoragePoolCreate(pool.get(), 0) < 0; });
}

TEST_F(HandlerTest, AWrongState) {
  const rpc::Domain domain = test_domain();
  const DomainRef direct(virDomainLookupByName(direct_.get(), "test"));
  expect_same_error(act(9, domain).error(), [&] { return virDomainCreate(direct.get()) < 0; });
  expect_same_error(act(28, domain).error(), [&] { return virDomainResume(direct.get()) < 0; });
  ASSERT_TRUE(act(12, domain).ok());
  expect_same_error(act(12, domain).error(), [&] { return virDomainDestroy(direct.get()) < 0; });
  expect_same_error(act(34, domain).error(), [&] { return virDomainSuspend(direct.get()) < 0; });
  expect_same_error(act(33, domain).error(), [&] { return virDomainShutdown(direct.get()) < 0; });
  expect_same_error(client_.call<rpc::Nothing>(27, rpc::DomainFlagsArgs{domain, 0}).error(),
                    [&] { return virDomainReboot(direct.get(), 0) < 0; });
}

TEST_F(HandlerTest, BadXml) {
  for (const char* xml : {"", "<domain", "<network/>", "<domain type='test'/>", "\xff\xfe",
                          "<domain type='nonsense'><name>x</name></domain>"}) {
    expect_same_error(client_.call<rpc::Nothing>(11, rpc::TextArgs{String(xml)}).error(),
                      [&] { return virDomainDefineXML(direct_.get(), xml) == nullptr; });
  }
}

TEST_F(HandlerTest, UnsupportedFlagsAndWhatTheDriverCannot) {
  const rpc::Domain domain = test_domain();
  const DomainRef direct(virDomainLookupByName(direct_.get(), "test"));
  const unsigned flags = 1U << 31;
  expect_same_error(client_.call<rpc::Nothing>(14, rpc::DomainFlagsArgs{domain, flags}).error(),
                    [&] { return virDomainGetXMLDesc(direct.get(), flags) == nullptr; });
  expect_same_error(client_.call<rpc::Nothing>(196, rpc::DomainFlagsArgs{domain, flags}).error(),
                    [&] { return virDomainCreateWithFlags(direct.get(), flags) < 0; });
  expect_same_error(client_.call<rpc::Nothing>(203, rpc::FlagsArgs{1}).error(),
                    [&] { return virConnectGetSysinfo(direct_.get(), 1) == nullptr; });
}

// CVE-2011-1486: a client that is given another one's error. Errors belong to threads here, and a
// worker's last call leaves nothing behind.
TEST_F(HandlerTest, AnErrorIsNobodyElses) {
  ASSERT_TRUE(virDomainLookupByName(direct_.get(), "left behind on this thread") == nullptr);
  const rpc::Error error = client_.call<rpc::Nothing>(9999).error();
  EXPECT_EQ(error.code, VIR_ERR_RPC);
  ASSERT_FALSE(client_.call<rpc::Nothing>(23, rpc::TextArgs{String("nobody")}).ok());
  EXPECT_EQ(virGetLastError(), nullptr);
}

// Several workers in calls of one session, with errors of their own.
TEST_F(HandlerTest, ManyCallsOfOneSessionAtATime) {
  constexpr int kThreads = 4;
  constexpr int kCalls = 300;
  const rpc::Domain domain = test_domain();
  std::atomic<int> wrong{0};
  const auto work = [&](int number) {
    const std::string name = "nobody-" + std::to_string(number);
    for (int i = 0; i < kCalls; ++i) {
      const bool good = client_.call<rpc::TextResult>(14, rpc::DomainFlagsArgs{domain, 0}).ok();
      const rpc::Error error =
          number % 2 == 0
              ? client_.call<rpc::Nothing>(11, rpc::TextArgs{String("<" + name)}).error()
              : client_.call<rpc::Nothing>(23, rpc::TextArgs{String(name)}).error();
      const int expected = number % 2 == 0 ? VIR_ERR_XML_DETAIL : VIR_ERR_NO_DOMAIN;
      if (!good || error.code != expected) ++wrong;
      if (number % 2 == 0 && error.message->find(name) == std::string::npos) ++wrong;
    }
  };
  std::vector<std::unique_ptr<Thread>> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.push_back(test_threads().spawn({"worker", 1}, [&work, number] { work(number); }));
  }
  for (const auto& thread : threads) thread->join();
  EXPECT_EQ(wrong, 0);
}

TEST(OpenAtATimeTest, OnlyOneOpenOfASessionSucceeds) {
  LibvirtProgram program(test_threads(), {});
  for (int round = 0; round < 20; ++round) {
    Client client(program);
    std::atomic<int> opened{0};
    std::vector<std::unique_ptr<Thread>> threads;
    for (int i = 0; i < 4; ++i) {
      threads.push_back(test_threads().spawn({"worker", 1}, [&] {
        if (client.open().ok()) ++opened;
      }));
    }
    for (const auto& thread : threads) thread->join();
    EXPECT_EQ(opened, 1);
    EXPECT_TRUE(client.call<rpc::TextResult>(59).ok());
  }
}

}  // namespace
}  // namespace interleave::daemon
