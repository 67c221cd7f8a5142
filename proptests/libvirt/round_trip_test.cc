// Calls of every family, there and back: what a client gets is what libvirt's API says directly.
#include <array>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/libvirt/elements.h"
#include "daemon/libvirt/typed_parameters.h"
#include "daemon/rpc/domain_block_types.h"
#include "daemon/rpc/domain_guest_types.h"
#include "daemon/rpc/domain_stats_types.h"
#include "daemon/rpc/domain_tuning_types.h"
#include "daemon/rpc/node_types.h"
#include "daemon/rpc/storage_types.h"
#include "proptests/libvirt/objects_of_test.h"

namespace interleave::daemon {
namespace {

using rpc::String;

class RoundTripTest : public ObjectTest {
 protected:
  // The result of a call that must succeed.
  template <class Result, class Args>
  Result get(std::int32_t procedure, const Args& args) {
    const rpc::Outcome<Result> outcome = client_.call<Result>(procedure, args);
    EXPECT_TRUE(outcome.ok()) << procedure << ": "
                              << (outcome.ok() ? "" : *outcome.error().message);
    return outcome.ok() ? outcome.value() : Result{};
  }
  template <class Object>
  String xml_of(std::int32_t procedure, const Object& object) {
    return get<rpc::TextResult>(procedure, rpc::ObjectFlagsArgs<Object>{object, 0}).text;
  }
};

// What libvirt's API gives, freed at the end of the statement.
String text_of(char* text) {
  return String(OwnedText(text).get());
}

TEST_F(RoundTripTest, Networks) {
  const auto network =
      get<rpc::ObjectResult<rpc::Network>>(46, rpc::TextArgs{String("default")}).object;
  const NetworkRef direct(virNetworkLookupByName(direct_.get(), "default"));
  EXPECT_EQ(network, to_wire(direct.get()));
  EXPECT_EQ(get<rpc::ObjectResult<rpc::Network>>(47, rpc::UuidArgs{network.uuid}).object, network);
  EXPECT_EQ(xml_of(43, network), text_of(virNetworkGetXMLDesc(direct.get(), 0)));
  EXPECT_EQ(get<rpc::TextResult>(45, rpc::ObjectArgs<rpc::Network>{network}).text,
            text_of(virNetworkGetBridgeName(direct.get())));
  const auto all =
      get<rpc::ListAllResult<rpc::Network>>(283, rpc::ListAllArgs{rpc::NeedResults::yes, 0});
  EXPECT_EQ(all.elements, std::vector<rpc::Network>{network});
  EXPECT_EQ(get<rpc::NamesResult>(38, rpc::RoomArgs{{5}}).names,
            std::vector<String>{String("default")});
  get<rpc::Nothing>(48, rpc::ObjectNumberArgs<rpc::Network>{network, 1});
  int autostart = 0;
  ASSERT_EQ(virNetworkGetAutostart(direct.get(), &autostart), 0);
  EXPECT_EQ(autostart, 1);
  EXPECT_EQ(get<rpc::NumberResult>(44, rpc::ObjectArgs<rpc::Network>{network}).number, 1);
  get<rpc::Nothing>(42, rpc::ObjectArgs<rpc::Network>{network});
  EXPECT_EQ(virNetworkIsActive(direct.get()), 0);
}

TEST_F(RoundTripTest, PoolsAndVolumes) {
  const auto pool =
      get<rpc::ObjectResult<rpc::StoragePool>>(84, rpc::TextArgs{String("default-pool")}).object;
  EXPECT_EQ(pool, to_wire(test_pool().get()));
  EXPECT_EQ(xml_of(88, pool), text_of(virStoragePoolGetXMLDesc(test_pool().get(), 0)));
  virStoragePoolInfo info{};
  ASSERT_EQ(virStoragePoolGetInfo(test_pool().get(), &info), 0);
  const auto told = get<rpc::PoolInfoResult>(87, rpc::ObjectArgs<rpc::StoragePool>{pool});
  EXPECT_EQ(told.state, info.state);
  EXPECT_EQ(told.capacity, info.capacity);
  EXPECT_EQ(told.allocation, info.allocation);
  EXPECT_EQ(told.available, info.available);

  const String xml("<volume><name>v2</name><capacity>4096</capacity></volume>");
  const auto volume = get<rpc::ObjectResult<rpc::StorageVolume>>(
                          93, rpc::ObjectTextFlagsArgs<rpc::StoragePool>{pool, xml, 0})
                          .object;
  EXPECT_EQ(volume.pool, String("default-pool"));
  const StorageVolumeRef direct(virStorageVolLookupByName(test_pool().get(), "v2"));
  EXPECT_EQ(volume, to_wire(direct.get()));
  EXPECT_EQ(xml_of(99, volume), text_of(virStorageVolGetXMLDesc(direct.get(), 0)));
  EXPECT_EQ(get<rpc::TextResult>(100, rpc::ObjectArgs<rpc::StorageVolume>{volume}).text,
            text_of(virStorageVolGetPath(direct.get())));
  const auto size = get<rpc::VolumeInfoResult>(98, rpc::ObjectArgs<rpc::StorageVolume>{volume});
  EXPECT_EQ(size.capacity, 4096U);
  EXPECT_EQ(
      get<rpc::ObjectResult<rpc::StoragePool>>(86, rpc::ObjectArgs<rpc::StorageVolume>{volume})
          .object,
      pool);
  const auto all = get<rpc::ListAllResult<rpc::StorageVolume>>(
      282, rpc::ObjectListAllArgs<rpc::StoragePool>{pool, rpc::NeedResults::yes, 0});
  EXPECT_EQ(all.elements, std::vector<rpc::StorageVolume>{volume});
  const auto clone =
      get<rpc::ObjectResult<rpc::StorageVolume>>(
          125,
          rpc::CreateVolumeFromArgs{
              pool, String("<volume><name>v3</name><capacity>4096</capacity></volume>"), volume, 0})
          .object;
  EXPECT_EQ(clone.name, String("v3"));
  get<rpc::Nothing>(94, rpc::ObjectFlagsArgs<rpc::StorageVolume>{volume, 0});
  EXPECT_EQ(
      client_.call<rpc::TextResult>(100, rpc::ObjectArgs<rpc::StorageVolume>{volume}).error().code,
      VIR_ERR_NO_STORAGE_VOL);
}

TEST_F(RoundTripTest, InterfacesAndDevices) {
  const auto interface =
      get<rpc::ObjectResult<rpc::Interface>>(128, rpc::TextArgs{String("eth1")}).object;
  const InterfaceRef direct(virInterfaceLookupByName(direct_.get(), "eth1"));
  EXPECT_EQ(interface, to_wire(direct.get()));
  EXPECT_EQ(xml_of(130, interface), text_of(virInterfaceGetXMLDesc(direct.get(), 0)));
  EXPECT_EQ(get<rpc::ObjectResult<rpc::Interface>>(129, rpc::TextArgs{interface.mac}).object,
            interface);

  const auto devices =
      get<rpc::TextsResult<rpc::kNodeDeviceLimit>>(112, rpc::ListDevicesArgs{{}, {50}, 0}).names;
  EXPECT_EQ(get<rpc::NumberResult>(111, rpc::OptionalTextFlagsArgs{}).number,
            static_cast<int>(devices.size()));
  for (const String& name : devices) {
    const NodeDeviceRef device(virNodeDeviceLookupByName(direct_.get(), name.c_str()));
    EXPECT_EQ(xml_of(114, rpc::NodeDevice{name}),
              text_of(virNodeDeviceGetXMLDesc(device.get(), 0)));
    const char* parent = virNodeDeviceGetParent(device.get());
    const auto told =
        get<rpc::OptionalTextResult>(115, rpc::ObjectArgs<rpc::NodeDevice>{{name}}).text;
    ASSERT_EQ(told.has_value(), parent != nullptr);
    if (told) {
      EXPECT_EQ(*told, String(parent));
    }
  }
}

TEST_F(RoundTripTest, Snapshots) {
  const rpc::DomainSnapshot snapshot = to_wire(test_snapshot().get());
  EXPECT_EQ(get<rpc::ObjectResult<rpc::DomainSnapshot>>(
                189, rpc::ObjectTextFlagsArgs<rpc::Domain>{test_domain(), String("s1"), 0})
                .object,
            snapshot);
  EXPECT_EQ(xml_of(186, snapshot), text_of(virDomainSnapshotGetXMLDesc(test_snapshot().get(), 0)));
  EXPECT_EQ(
      get<rpc::NumberResult>(271, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>{snapshot, 0}).number,
      1);
  rpc::DomainSnapshot gone = snapshot;
  gone.name = String("gone");
  const DomainRef domain = direct_domain();
  EXPECT_EQ(virDomainSnapshotLookupByName(domain.get(), "gone", 0), nullptr);
  const rpc::Error expected = direct_error();
  EXPECT_EQ(client_.call<rpc::TextResult>(186, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>{gone, 0})
                .error(),
            expected)
      << "the lookup's error outlives the release of the domain";
}

// A domain with snapshots cannot have any.
TEST_F(RoundTripTest, Checkpoints) {
  const rpc::DomainCheckpoint checkpoint = to_wire(test_checkpoint().get());
  const auto all = get<rpc::ListAllResult<rpc::DomainCheckpoint>>(
      413, rpc::ObjectListAllArgs<rpc::Domain>{test_domain(), rpc::NeedResults::yes, 0});
  EXPECT_EQ(all.elements, std::vector<rpc::DomainCheckpoint>{checkpoint});
}

TEST_F(RoundTripTest, CpusAndTheirMaps) {
  const rpc::Domain domain = test_domain();
  const DomainRef direct = direct_domain();
  std::array<virVcpuInfo, 4> infos{};
  std::array<unsigned char, 8> maps{};
  const int count = virDomainGetVcpus(direct.get(), infos.data(), 4, maps.data(), 2);
  const auto told = get<rpc::GetVcpusResult>(20, rpc::GetVcpusArgs{domain, 4, 2});
  ASSERT_EQ(static_cast<int>(told.vcpus.size()), count);
  EXPECT_EQ(told.vcpus[0].state, infos[0].state);
  ASSERT_EQ(told.maps.size(), maps.size());
  EXPECT_EQ(std::memcmp(told.maps.data(), maps.data(), maps.size()), 0);

  get<rpc::Nothing>(26, rpc::PinVcpuArgs{domain, 0, {std::byte{1}, std::byte{0}}});
  const auto pinned =
      get<rpc::PinInfoResult>(230, rpc::GetVcpuPinInfoArgs{domain, 1, 2, VIR_DOMAIN_AFFECT_LIVE});
  EXPECT_EQ(pinned.maps, (std::vector<std::byte>{std::byte{1}, std::byte{0}}));

  const auto node =
      get<rpc::CpuMapResult>(293, rpc::CpuMapArgs{rpc::NeedResults::yes, rpc::NeedResults::yes, 0});
  unsigned online = 0;
  EXPECT_EQ(node.cpus, virNodeGetCPUMap(direct_.get(), nullptr, &online, 0));
  EXPECT_EQ(node.online, online);
  EXPECT_EQ(node.map.size(), static_cast<std::size_t>(node.cpus + 7) / 8);
}

TEST_F(RoundTripTest, TypedParameters) {
  const rpc::Domain domain = test_domain();
  const DomainRef direct = direct_domain();
  using Room = rpc::ObjectParameterRoomFlagsArgs<rpc::Domain, rpc::kTuningLimit>;
  using Told = rpc::CountedParametersResult<rpc::kTuningLimit>;
  const int number = get<Told>(198, Room{domain, {0}, 0}).count;
  int expected = 0;
  ASSERT_EQ(virDomainGetMemoryParameters(direct.get(), nullptr, &expected, 0), 0);
  EXPECT_EQ(number, expected);
  const auto before = get<Told>(198, Room{domain, {number}, 0});
  ASSERT_EQ(static_cast<int>(before.parameters.size()), number);

  rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kTuningLimit> change{domain, {}, 0};
  change.parameters.push_back({String(VIR_DOMAIN_MEMORY_HARD_LIMIT), std::uint64_t{123'456}});
  get<rpc::Nothing>(197, change);
  TypedParameters direct_values;
  direct_values.make_room(number);
  ASSERT_EQ(virDomainGetMemoryParameters(direct.get(), direct_values.array(),
                                         direct_values.count_place(), 0),
            0);
  EXPECT_EQ(get<Told>(198, Room{domain, {number}, 0}).parameters, direct_values.to_wire());
  EXPECT_NE(before.parameters, direct_values.to_wire()) << "nothing was changed";
}

TEST_F(RoundTripTest, EveryTypeOfParameter) {
  const std::vector<rpc::TypedParameter> all = {{String("int"), std::int32_t{-1}},
                                                {String("uint"), std::uint32_t{0xffff'ffff}},
                                                {String("llong"), std::int64_t{-5}},
                                                {String("ullong"), ~std::uint64_t{0}},
                                                {String("double"), 1.5},
                                                {String("boolean"), true},
                                                {String("string"), String("text")}};
  TypedParameters vir;
  ASSERT_FALSE(vir.append(all));
  EXPECT_EQ(vir.count(), 7);
  EXPECT_EQ(vir.to_wire(), all);
  const std::vector<rpc::TypedParameter> long_name = {
      {String(std::string(VIR_TYPED_PARAM_FIELD_LENGTH, 'x')), 1.0}};
  EXPECT_TRUE(vir.append(long_name));
}

TEST_F(RoundTripTest, Statistics) {
  const auto all = get<rpc::AllDomainStatsResult>(344, rpc::AllDomainStatsArgs{}).records;
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].domain, test_domain());
  EXPECT_FALSE(all[0].parameters.empty());
  const auto one =
      get<rpc::AllDomainStatsResult>(344, rpc::AllDomainStatsArgs{{test_domain()}, 0, 0}).records;
  EXPECT_EQ(one.size(), 1U);
  const auto memory =
      get<rpc::MemoryStatsResult>(159, rpc::MemoryStatsArgs{test_domain(), 20, 0}).stats;
  std::array<virDomainMemoryStatStruct, 20> stats{};
  EXPECT_EQ(static_cast<int>(memory.size()),
            virDomainMemoryStats(direct_domain().get(), stats.data(), 20, 0));
  const auto cpu =
      get<rpc::CpuStatsResult>(262, rpc::CpuStatsArgs{test_domain(), 0, 0, 1, 0}).count;
  EXPECT_EQ(cpu, virDomainGetCPUStats(direct_domain().get(), nullptr, 0, 0, 1, 0));
}

TEST_F(RoundTripTest, TheGuest) {
  const rpc::Domain domain = test_domain();
  const auto systems = get<rpc::FileSystemsResult>(349, rpc::DomainFlagsArgs{domain, 0});
  EXPECT_EQ(systems.count, systems.elements.size());
  EXPECT_FALSE(systems.elements.empty());
  EXPECT_EQ(get<rpc::NumberResult>(335, rpc::FreezeArgs{domain, {String("/")}, 0}).number, 1);
  EXPECT_EQ(get<rpc::NumberResult>(336, rpc::FreezeArgs{domain, {}, 0}).number, 1);
  const auto threads = get<rpc::IoThreadsResult>(351, rpc::DomainFlagsArgs{domain, 0});
  EXPECT_EQ(threads.count, threads.elements.size());
  const auto addresses = get<rpc::InterfaceAddressesResult>(
      353, rpc::InterfaceAddressesArgs{domain, VIR_DOMAIN_INTERFACE_ADDRESSES_SRC_LEASE, 0});
  EXPECT_FALSE(addresses.interfaces.empty());
  get<rpc::Nothing>(226, rpc::SendKeyArgs{domain, 0, 0, {1, 2, 3}, 0});
  const auto peeked =
      get<rpc::PeekResult>(104, rpc::MemoryPeekArgs{domain, 0, 100, VIR_MEMORY_VIRTUAL});
  EXPECT_EQ(peeked.bytes.size(), 100U);
}

// What the driver cannot do is answered in every field as the library says it.
TEST_F(RoundTripTest, NotSupportedIsAsLibvirtSaysIt) {
  rpc::GuestInfoArgs args{};
  args.domain = test_domain();
  const rpc::Error served = client_.call<rpc::Nothing>(343, args).error();
  const DomainRef domain = direct_domain();
  EXPECT_LT(virDomainOpenGraphicsFD(domain.get(), 0, 0), 0);
  EXPECT_EQ(served, direct_error());
}

// The test driver takes descriptors and does not look at them; that they arrive is seen in
// proptests/real.
TEST_F(RoundTripTest, DescriptorsComeWithTheCall) {
  const rpc::GuestInfoArgs display{.domain = test_domain()};
  EXPECT_EQ(*client_.call<rpc::Nothing>(249, display).error().message,
            String("internal error: No FD available at slot 0"));
  client_.attach_sockets();
  EXPECT_EQ(client_.call<rpc::Nothing>(249, display).error().code, VIR_ERR_NO_SUPPORT);
  EXPECT_EQ(client_
                .call<rpc::Nothing>(
                    443, rpc::ObjectTextFlagsArgs<rpc::Domain>{test_domain(), String("disk"), 0})
                .error()
                .code,
            VIR_ERR_NO_SUPPORT);
  const rpc::TextFlagsArgs created{String(domain_xml("f")), 0};
  EXPECT_GT(client_.call<rpc::DomainResult>(309, created).value().domain.id, 0);
}

// A count above its limit is refused whatever the rest says; the limit itself is not.
TEST_F(RoundTripTest, LimitsOfLists) {
  struct Case {
    std::int32_t procedure;
    std::size_t words_before;  // between the domain and the count
    std::size_t limit;
    std::size_t element;  // bytes of an empty one
  };
  constexpr Case kCases[] = {
      {26, 1, rpc::kCpuMapLimit, 1},      {58, 0, rpc::kTuningLimit, 12},
      {197, 0, rpc::kTuningLimit, 12},    {226, 2, rpc::kKeyLimit, 4},
      {335, 0, rpc::kMountPointLimit, 4}, {366, 0, rpc::kManyParametersLimit, 12},
      {425, 1, rpc::kSshKeyLimit, 4},     {440, 0, rpc::kManyParametersLimit, 12},
  };
  const auto refused = [&](const Case& tried, std::size_t count) {
    std::vector<std::byte> body;
    rpc::XdrEncoder encoder(body, rpc::kMaxFrame);
    rpc::encode(encoder, test_domain());
    for (std::size_t i = 0; i < tried.words_before; ++i) encoder.word(0);
    encoder.word(static_cast<std::uint32_t>(count));
    // Parameters of type 1 with an empty name and value 1; whatever else is a zero or a one.
    for (std::size_t i = 0; i < count; ++i) {
      if (tried.element == 12) encoder.word(0);
      if (tried.element == 12) encoder.word(1);
      if (tried.element > 1) encoder.word(0);
    }
    body.resize(body.size() + 4096);
    const Reply reply = client_.session().call(Client::message(tried.procedure, body));
    rpc::Error error;
    const std::span<const std::byte> frame(reply.frame);
    if (rpc::decode_header(frame.subspan(4)).status == rpc::FrameStatus::ok) return false;
    EXPECT_FALSE(rpc::decode_body(frame.subspan(rpc::kMinFrame), error));
    return error.message == String("Unable to decode message payload");
  };
  for (const Case& tried : kCases) {
    EXPECT_FALSE(refused(tried, tried.limit)) << tried.procedure;
    EXPECT_TRUE(refused(tried, tried.limit + 1)) << tried.procedure;
  }
}

TEST_F(RoundTripTest, LimitsOfRoom) {
  const rpc::Domain domain = test_domain();
  const auto code = [&](std::int32_t procedure, const auto& args) {
    const auto outcome = client_.call<rpc::Nothing>(procedure, args);
    return outcome.ok() ? 0 : outcome.error().code;
  };
  EXPECT_EQ(code(104, rpc::MemoryPeekArgs{domain, 0, rpc::kPeekLimit + 1, 1}), VIR_ERR_RPC);
  EXPECT_EQ(code(20, rpc::GetVcpusArgs{domain, rpc::kVcpuLimit + 1, 1}), VIR_ERR_RPC);
  EXPECT_EQ(code(20, rpc::GetVcpusArgs{domain, 10'000, 10'000}), VIR_ERR_RPC);
  EXPECT_EQ(code(20, rpc::GetVcpusArgs{domain, -1, 1}), VIR_ERR_RPC);
  EXPECT_EQ(code(262, rpc::CpuStatsArgs{domain, 17, 0, 1, 0}), VIR_ERR_RPC);
  EXPECT_EQ(code(262, rpc::CpuStatsArgs{domain, 1, 0, 129, 0}), VIR_ERR_RPC);
  EXPECT_EQ(code(159, rpc::MemoryStatsArgs{domain, 1025, 0}), VIR_ERR_RPC);
  EXPECT_EQ(code(347, rpc::AllocPagesArgs{{4}, {}, 0, 1, 0}), VIR_ERR_RPC);
  EXPECT_EQ(code(340, rpc::FreePagesArgs{{4, 4}, 0, 1000, 0}), VIR_ERR_RPC);
}

}  // namespace
}  // namespace interleave::daemon
