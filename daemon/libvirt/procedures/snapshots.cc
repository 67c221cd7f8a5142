#include "daemon/libvirt/procedures/snapshots.h"

namespace interleave::daemon::procedures {

Family snapshots_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kSnapshotsRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
