#include "daemon/libvirt/procedures/checkpoints.h"

namespace interleave::daemon::procedures {

Family checkpoints_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kCheckpointsRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
