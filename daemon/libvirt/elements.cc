#include "daemon/libvirt/elements.h"

#include <cstddef>
#include <optional>
#include <span>

namespace interleave::daemon {
namespace {

rpc::String text(const char* from) {
  return from == nullptr ? rpc::String() : rpc::String(from);
}

std::optional<rpc::String> optional_text(const char* from) {
  if (from == nullptr) return std::nullopt;
  return rpc::String(from);
}

}  // namespace

rpc::String to_wire(const char* from) {
  return rpc::String(from);
}

rpc::DhcpLease to_wire(virNetworkDHCPLeasePtr lease) {
  return {.interface = text(lease->iface),
          .expiry_time = lease->expirytime,
          .type = lease->type,
          .mac = optional_text(lease->mac),
          .iaid = optional_text(lease->iaid),
          .address = text(lease->ipaddr),
          .prefix = lease->prefix,
          .hostname = optional_text(lease->hostname),
          .client_id = optional_text(lease->clientid)};
}

rpc::FileSystem to_wire(virDomainFSInfoPtr file_system) {
  rpc::FileSystem wire{.mount_point = text(file_system->mountpoint),
                       .name = text(file_system->name),
                       .type = text(file_system->fstype),
                       .device_aliases = {}};
  for (std::size_t i = 0; i < file_system->ndevAlias; ++i) {
    wire.device_aliases.push_back(text(file_system->devAlias[i]));
  }
  return wire;
}

rpc::IoThread to_wire(virDomainIOThreadInfoPtr thread) {
  const auto map =
      std::as_bytes(std::span(thread->cpumap, static_cast<std::size_t>(thread->cpumaplen)));
  rpc::IoThread wire{.id = thread->iothread_id, .cpu_map = {}};
  wire.cpu_map.assign(map.begin(), map.end());
  return wire;
}

rpc::DomainInterface to_wire(virDomainInterfacePtr interface) {
  rpc::DomainInterface wire{.name = text(interface->name),
                            .hardware_address = optional_text(interface->hwaddr),
                            .addresses = {}};
  for (const virDomainIPAddress& address : std::span(interface->addrs, interface->naddrs)) {
    wire.addresses.push_back(
        {.type = address.type, .address = text(address.addr), .prefix = address.prefix});
  }
  return wire;
}

}  // namespace interleave::daemon
