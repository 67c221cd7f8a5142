#include "daemon/libvirt/procedures/domain_lifecycle.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::DomainResult> create_with_flags(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args) {
  const DomainRef domain = find_domain(connection, args.object);
  if (!domain || virDomainCreateWithFlags(domain.get(), args.flags) < 0) return take_last_error();
  return rpc::DomainResult{.domain = to_wire(domain.get())};
}

Family domain_lifecycle_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainLifecycleRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
