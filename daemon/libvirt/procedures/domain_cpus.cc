#include "daemon/libvirt/procedures/domain_cpus.h"

#include <cstddef>
#include <span>
#include <vector>

#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

// Maps for as many vcpus as the client asks for; an error where the protocol allows fewer.
using Maps = std::vector<unsigned char>;
rpc::Outcome<Maps> make_maps(std::int32_t vcpus, std::int32_t size) {
  if (vcpus < 0 || size < 0) return rpc::rpc_error("a number of cpu maps must not be negative");
  const auto count = static_cast<std::size_t>(vcpus);
  const std::size_t bytes = count * static_cast<std::size_t>(size);
  if (count > rpc::kVcpuLimit || bytes > rpc::kCpuMapsLimit) {
    return rpc::rpc_error("cpu maps are larger than the protocol allows");
  }
  return Maps(bytes);
}

template <class Opaque>
void give_maps(Opaque& to, const Maps& maps) {
  const auto bytes = std::as_bytes(std::span(maps));
  to.assign(bytes.begin(), bytes.end());
}

// Null stands for "no maps" in libvirt.
unsigned char* data_of(Maps& maps) {
  return maps.empty() ? nullptr : maps.data();
}

}  // namespace

rpc::Outcome<rpc::GetVcpusResult> get_vcpus(virConnectPtr connection,
                                            const rpc::GetVcpusArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.domain);
  if (!domain.ok()) return domain.error();
  rpc::Outcome<Maps> maps = make_maps(args.most, args.map_size);
  if (!maps.ok()) return maps.error();
  std::vector<virVcpuInfo> infos(static_cast<std::size_t>(args.most));
  const int count = virDomainGetVcpus(domain.value().get(), infos.data(), args.most,
                                      data_of(maps.value()), args.map_size);
  if (count < 0) return take_last_error();
  rpc::GetVcpusResult result;
  for (const virVcpuInfo& info : std::span(infos).first(static_cast<std::size_t>(count))) {
    result.vcpus.push_back(
        {.number = info.number, .state = info.state, .cpu_time = info.cpuTime, .cpu = info.cpu});
  }
  give_maps(result.maps, maps.value());
  return result;
}

rpc::Outcome<rpc::PinInfoResult> get_vcpu_pin_info(virConnectPtr connection,
                                                   const rpc::GetVcpuPinInfoArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.domain);
  if (!domain.ok()) return domain.error();
  rpc::Outcome<Maps> maps = make_maps(args.most, args.map_size);
  if (!maps.ok()) return maps.error();
  rpc::PinInfoResult result;
  result.count = virDomainGetVcpuPinInfo(domain.value().get(), args.most, data_of(maps.value()),
                                         args.map_size, args.flags);
  if (result.count < 0) return take_last_error();
  give_maps(result.maps, maps.value());
  return result;
}

rpc::Outcome<rpc::PinInfoResult> get_emulator_pin_info(
    virConnectPtr connection, const rpc::ObjectNumberFlagsArgs<rpc::Domain>& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  rpc::Outcome<Maps> maps = make_maps(1, args.number);
  if (!maps.ok()) return maps.error();
  rpc::PinInfoResult result;
  result.count = virDomainGetEmulatorPinInfo(domain.value().get(), data_of(maps.value()),
                                             args.number, args.flags);
  if (result.count < 0) return take_last_error();
  give_maps(result.maps, maps.value());
  return result;
}

Family domain_cpus_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainCpusRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
