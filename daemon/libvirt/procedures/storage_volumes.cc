#include "daemon/libvirt/procedures/storage_volumes.h"

namespace interleave::daemon::procedures {

Family storage_volumes_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kStorageVolumesRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
