#include "daemon/libvirt/procedures/migration.h"

namespace interleave::daemon::procedures {

Family migration_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kMigrationRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
