#include "daemon/libvirt/procedures/filters.h"

namespace interleave::daemon::procedures {

Family filters_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kFiltersRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
