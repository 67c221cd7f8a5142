#include "daemon/libvirt/procedures/domain_lifecycle.h"

namespace interleave::daemon {

rpc::Outcome<rpc::DomainResult> create_with_flags(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  if (!domain || virDomainCreateWithFlags(domain.get(), args.flags) < 0) return take_last_error();
  return rpc::DomainResult{.domain = to_wire(domain.get())};
}

rpc::Outcome<rpc::Nothing> set_autostart(virConnectPtr connection,
                                         const rpc::DomainSetAutostartArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  if (!domain || virDomainSetAutostart(domain.get(), args.autostart) < 0) return take_last_error();
  return rpc::Nothing{};
}

}  // namespace interleave::daemon
