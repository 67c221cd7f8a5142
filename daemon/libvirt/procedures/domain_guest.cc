#include "daemon/libvirt/procedures/domain_guest.h"

namespace interleave::daemon::procedures {

Family domain_guest_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainGuestRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
