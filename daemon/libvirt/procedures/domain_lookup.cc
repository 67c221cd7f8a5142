#include "daemon/libvirt/procedures/domain_lookup.h"

namespace interleave::daemon::procedures {

Family domain_lookup_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainLookupRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
