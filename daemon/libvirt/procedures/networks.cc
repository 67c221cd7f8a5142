#include "daemon/libvirt/procedures/networks.h"

namespace interleave::daemon::procedures {

Family networks_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kNetworksRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
