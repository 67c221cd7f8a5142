// The handlers against libvirt's own API in the same process: the same answers, the same errors.
#include <array>
#include <cstring>

#include <gtest/gtest.h>

#include "proptests/libvirt/client.h"

namespace interleave::daemon {
namespace {

using rpc::String;

TEST_F(HandlerTest, HostAndConnection) {
  const OwnedText capabilities(virConnectGetCapabilities(direct_.get()));
  EXPECT_EQ(client_.call<rpc::TextResult>(7).value().text, String(capabilities.get()));
  const OwnedText hostname(virConnectGetHostname(direct_.get()));
  EXPECT_EQ(client_.call<rpc::TextResult>(59).value().text, String(hostname.get()));
  const OwnedText sysinfo(virConnectGetSysinfo(direct_.get(), 0));
  EXPECT_EQ(client_.call<rpc::TextResult>(203, rpc::FlagsArgs{}).value().text,
            String(sysinfo.get()));
  EXPECT_EQ(client_.call<rpc::TextResult>(3).value().text, String("TEST"));
  EXPECT_EQ(client_.call<rpc::TextResult>(110).value().text, String("test:///default"));
  EXPECT_EQ(client_.call<rpc::LongResult>(157).value().number, LIBVIR_VERSION_NUMBER);
  unsigned long version = 0;
  ASSERT_EQ(virConnectGetVersion(direct_.get(), &version), 0);
  EXPECT_EQ(client_.call<rpc::LongResult>(4).value().number, version);
  EXPECT_EQ(client_.call<rpc::NumberResult>(5, rpc::OptionalTextArgs{}).value().number,
            virConnectGetMaxVcpus(direct_.get(), nullptr));
  EXPECT_EQ(client_.call<rpc::NumberResult>(149).value().number, 1);
}

TEST_F(HandlerTest, NodeInfo) {
  virNodeInfo info{};
  ASSERT_EQ(virNodeGetInfo(direct_.get(), &info), 0);
  const rpc::NodeInfoResult result = client_.call<rpc::NodeInfoResult>(6).value();
  EXPECT_EQ(std::memcmp(result.model.data(), info.model, sizeof(info.model)), 0);
  EXPECT_EQ(result.memory, info.memory);
  EXPECT_EQ(result.cpus, static_cast<std::int32_t>(info.cpus));
  EXPECT_EQ(result.mhz, static_cast<std::int32_t>(info.mhz));
  EXPECT_EQ(result.nodes, static_cast<std::int32_t>(info.nodes));
  EXPECT_EQ(result.sockets, static_cast<std::int32_t>(info.sockets));
  EXPECT_EQ(result.cores, static_cast<std::int32_t>(info.cores));
  EXPECT_EQ(result.threads, static_cast<std::int32_t>(info.threads));
}

TEST_F(HandlerTest, SecurityTextsEndWithAZero) {
  const rpc::SecurityModelResult model = client_.call<rpc::SecurityModelResult>(122).value();
  EXPECT_EQ(std::string(model.model.begin(), model.model.end()), std::string("testSecurity", 13));
  EXPECT_EQ(std::string(model.doi.begin(), model.doi.end()), std::string("", 1));
  const rpc::SecurityLabelResult label =
      client_.call<rpc::SecurityLabelResult>(121, rpc::DomainArgs{test_domain()}).value();
  EXPECT_EQ(std::string(label.label.begin(), label.label.end()), std::string("libvirt-test", 13));
  EXPECT_EQ(label.enforcing, 1);
}

TEST_F(HandlerTest, LookupsGiveTheSameDomain) {
  const rpc::Domain domain = test_domain();
  EXPECT_EQ(domain.name, String("test"));
  EXPECT_EQ(domain.id, 1);
  const DomainRef direct(virDomainLookupByName(direct_.get(), "test"));
  std::array<std::byte, VIR_UUID_BUFLEN> uuid{};
  unsigned char raw[VIR_UUID_BUFLEN];
  ASSERT_EQ(virDomainGetUUID(direct.get(), raw), 0);
  std::memcpy(uuid.data(), raw, sizeof(raw));
  EXPECT_EQ(domain.uuid.bytes, uuid);
  EXPECT_EQ(client_.call<rpc::DomainResult>(22, rpc::DomainLookupByIdArgs{1}).value().domain,
            domain);
  EXPECT_EQ(client_.call<rpc::DomainResult>(24, rpc::UuidArgs{domain.uuid}).value().domain, domain);
}

TEST_F(HandlerTest, TheUuidCountsAndNotTheName) {
  rpc::Domain other = test_domain();
  other.name = String("somebody else");
  other.id = 4711;
  EXPECT_EQ(state_of(other), VIR_DOMAIN_RUNNING);
}

TEST_F(HandlerTest, Lists) {
  ASSERT_TRUE(client_.call<rpc::DomainResult>(11, rpc::TextArgs{String(domain_xml("b"))}).ok());
  EXPECT_EQ(client_.call<rpc::NumberResult>(51).value().number, 1);
  EXPECT_EQ(client_.call<rpc::NumberResult>(25).value().number, 1);
  EXPECT_EQ(client_.call<rpc::ListDomainsResult>(37, rpc::RoomArgs{10}).value().ids,
            (std::vector<std::int32_t>{1}));
  EXPECT_TRUE(client_.call<rpc::ListDomainsResult>(37, rpc::RoomArgs{0}).value().ids.empty());
  EXPECT_EQ(client_.call<rpc::NamesResult>(21, rpc::RoomArgs{10}).value().names,
            (std::vector<String>{String("b")}));
  const auto all =
      client_.call<rpc::ListAllDomainsResult>(273, rpc::ListAllArgs{rpc::NeedResults::yes, 0})
          .value();
  EXPECT_EQ(all.count, 2U);
  EXPECT_EQ(all.elements.size(), 2U);
  const auto number =
      client_.call<rpc::ListAllDomainsResult>(273, rpc::ListAllArgs{rpc::NeedResults::no, 0})
          .value();
  EXPECT_EQ(number.count, 2U);
  EXPECT_TRUE(number.elements.empty());
}

TEST_F(HandlerTest, RoomIsBounded) {
  for (const std::int32_t procedure : {21, 37}) {
    EXPECT_EQ(client_.call<rpc::Nothing>(procedure, rpc::RoomArgs{-1}).error().code, VIR_ERR_RPC);
    EXPECT_EQ(client_.call<rpc::Nothing>(procedure, rpc::RoomArgs{16'385}).error().code,
              VIR_ERR_RPC);
    EXPECT_EQ(client_.call<rpc::Nothing>(procedure, rpc::RoomArgs{INT32_MAX}).error().code,
              VIR_ERR_RPC);
  }
}

TEST_F(HandlerTest, AWalkThroughTheStates) {
  const rpc::Domain domain = test_domain();
  const auto expect = [&](std::int32_t procedure, int state) {
    EXPECT_TRUE(act(procedure, domain).ok()) << procedure;
    EXPECT_EQ(state_of(domain), state) << procedure;
  };
  expect(34, VIR_DOMAIN_PAUSED);
  expect(28, VIR_DOMAIN_RUNNING);
  expect(12, VIR_DOMAIN_SHUTOFF);
  expect(9, VIR_DOMAIN_RUNNING);
  expect(33, VIR_DOMAIN_SHUTOFF);
  EXPECT_EQ(client_.call<rpc::NumberResult>(150, rpc::DomainArgs{domain}).value().number, 0);
  const auto started = client_.call<rpc::DomainResult>(196, rpc::DomainFlagsArgs{domain, 0});
  ASSERT_TRUE(started.ok());
  EXPECT_GT(started.value().domain.id, 1) << "the id of the domain that runs now";
  EXPECT_EQ(state_of(domain), VIR_DOMAIN_RUNNING);
  for (const std::int32_t with_flags : {27, 245, 258, 234}) {
    const auto outcome = client_.call<rpc::Nothing>(with_flags, rpc::DomainFlagsArgs{domain, 0});
    EXPECT_EQ(outcome.ok(), with_flags != 234) << with_flags;
  }
  EXPECT_EQ(state_of(domain), VIR_DOMAIN_SHUTOFF);
}

TEST_F(HandlerTest, DefineAndUndefine) {
  for (const std::int32_t undefine : {35, 231}) {
    const rpc::TextFlagsArgs args{String(domain_xml("c")), 0};
    const rpc::Domain domain = client_.call<rpc::DomainResult>(350, args).value().domain;
    EXPECT_EQ(domain.id, -1);
    EXPECT_EQ(client_.call<rpc::NumberResult>(151, rpc::DomainArgs{domain}).value().number, 1);
    EXPECT_TRUE(client_.call<rpc::Nothing>(undefine, rpc::DomainFlagsArgs{domain, 0}).ok());
    EXPECT_EQ(client_.call<rpc::DomainResult>(24, rpc::UuidArgs{domain.uuid}).error().code,
              VIR_ERR_NO_DOMAIN);
  }
  const auto created =
      client_.call<rpc::DomainResult>(10, rpc::TextFlagsArgs{String(domain_xml("d")), 0});
  EXPECT_GT(created.value().domain.id, 0);
}

TEST_F(HandlerTest, WhatVirshShowsOfADomain) {
  const rpc::Domain domain = test_domain();
  const rpc::DomainArgs args{domain};
  const DomainRef direct(virDomainLookupByName(direct_.get(), "test"));
  const OwnedText xml(virDomainGetXMLDesc(direct.get(), 0));
  EXPECT_EQ(client_.call<rpc::TextResult>(14, rpc::DomainFlagsArgs{domain, 0}).value().text,
            String(xml.get()));
  const OwnedText os(virDomainGetOSType(direct.get()));
  EXPECT_EQ(client_.call<rpc::TextResult>(19, args).value().text, String(os.get()));
  virDomainInfo info{};
  ASSERT_EQ(virDomainGetInfo(direct.get(), &info), 0);
  const auto got = client_.call<rpc::DomainGetInfoResult>(16, args).value();
  EXPECT_EQ(got.state, info.state);
  EXPECT_EQ(got.max_memory, info.maxMem);
  EXPECT_EQ(got.memory, info.memory);
  EXPECT_EQ(got.vcpus, info.nrVirtCpu);
  EXPECT_GE(got.cpu_time, info.cpuTime) << "it runs on";
  EXPECT_EQ(client_.call<rpc::NumberResult>(151, args).value().number, 1);
  EXPECT_EQ(client_.call<rpc::NumberResult>(202, args).value().number, 0);
  EXPECT_TRUE(
      client_.call<rpc::NamesResult>(426, rpc::DomainFlagsArgs{domain, 0}).value().names.empty());
}

TEST_F(HandlerTest, AutostartAndManagedSave) {
  const rpc::Domain domain = test_domain();
  const rpc::DomainFlagsArgs args{domain, 0};
  for (const std::int32_t autostart : {1, 0}) {
    EXPECT_TRUE(
        client_.call<rpc::Nothing>(29, rpc::DomainSetAutostartArgs{domain, autostart}).ok());
    EXPECT_EQ(client_.call<rpc::NumberResult>(15, rpc::DomainArgs{domain}).value().number,
              autostart);
  }
  EXPECT_EQ(client_.call<rpc::NumberResult>(183, args).value().number, 0);
  EXPECT_TRUE(client_.call<rpc::Nothing>(182, args).ok());
  EXPECT_EQ(client_.call<rpc::NumberResult>(183, args).value().number, 1);
  EXPECT_TRUE(client_.call<rpc::Nothing>(184, args).ok());
  EXPECT_EQ(client_.call<rpc::NumberResult>(183, args).value().number, 0);
}

TEST_F(HandlerTest, Metadata) {
  const std::string xml =
      "<domain type='test'><name>e</name><title>T\u00e9</title>"
      "<memory>1</memory><os><type>hvm</type></os></domain>";
  const rpc::Domain domain =
      client_.call<rpc::DomainResult>(11, rpc::TextArgs{String(xml)}).value().domain;
  EXPECT_EQ(client_
                .call<rpc::TextResult>(
                    265, rpc::DomainGetMetadataArgs{domain, VIR_DOMAIN_METADATA_TITLE, {}, 0})
                .value()
                .text,
            String("T\u00e9"));
  EXPECT_EQ(client_
                .call<rpc::TextResult>(
                    265, rpc::DomainGetMetadataArgs{domain, VIR_DOMAIN_METADATA_DESCRIPTION, {}, 0})
                .error()
                .code,
            VIR_ERR_NO_DOMAIN_METADATA);
}

TEST_F(HandlerTest, Snapshots) {
  const rpc::Domain domain = test_domain();
  const DomainRef direct(virDomainLookupByName(direct_.get(), "test"));
  const SnapshotRef snapshot(virDomainSnapshotCreateXML(
      direct.get(), "<domainsnapshot><name>s1</name></domainsnapshot>", 0));
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(client_.call<rpc::NumberResult>(187, rpc::DomainFlagsArgs{domain, 0}).value().number,
            1);
  const auto list = client_
                        .call<rpc::DomainListSnapshotsResult>(
                            274, rpc::DomainListSnapshotsArgs{domain, rpc::NeedResults::yes, 0})
                        .value();
  EXPECT_EQ(list.count, 1);
  ASSERT_EQ(list.elements.size(), 1U);
  EXPECT_EQ(list.elements[0], (rpc::DomainSnapshot{String("s1"), domain}));
  const auto number = client_
                          .call<rpc::DomainListSnapshotsResult>(
                              274, rpc::DomainListSnapshotsArgs{domain, rpc::NeedResults::no, 0})
                          .value();
  EXPECT_EQ(number.count, 1);
  EXPECT_TRUE(number.elements.empty());
}

}  // namespace
}  // namespace interleave::daemon
