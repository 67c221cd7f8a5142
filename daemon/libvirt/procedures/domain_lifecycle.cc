#include "daemon/libvirt/procedures/domain_lifecycle.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::DomainResult> create_with_flags(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  if (virDomainCreateWithFlags(domain.value().get(), args.flags) < 0) return take_last_error();
  return rpc::DomainResult{.domain = to_wire(domain.value().get())};
}

Family domain_lifecycle_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainLifecycleRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
