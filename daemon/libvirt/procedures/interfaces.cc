#include "daemon/libvirt/procedures/interfaces.h"

namespace interleave::daemon::procedures {

Family interfaces_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kInterfacesRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
