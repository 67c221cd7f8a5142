#include "daemon/libvirt/procedures/table.h"

#include "daemon/libvirt/procedures/authentication.h"
#include "daemon/libvirt/procedures/checkpoints.h"
#include "daemon/libvirt/procedures/connect.h"
#include "daemon/libvirt/procedures/descriptors.h"
#include "daemon/libvirt/procedures/domain_cpus.h"
#include "daemon/libvirt/procedures/domain_devices.h"
#include "daemon/libvirt/procedures/domain_guest.h"
#include "daemon/libvirt/procedures/domain_info.h"
#include "daemon/libvirt/procedures/domain_lifecycle.h"
#include "daemon/libvirt/procedures/domain_lookup.h"
#include "daemon/libvirt/procedures/domain_save.h"
#include "daemon/libvirt/procedures/domain_stats.h"
#include "daemon/libvirt/procedures/domain_tuning.h"
#include "daemon/libvirt/procedures/events.h"
#include "daemon/libvirt/procedures/filters.h"
#include "daemon/libvirt/procedures/hypervisor.h"
#include "daemon/libvirt/procedures/interfaces.h"
#include "daemon/libvirt/procedures/migration.h"
#include "daemon/libvirt/procedures/networks.h"
#include "daemon/libvirt/procedures/node.h"
#include "daemon/libvirt/procedures/node_devices.h"
#include "daemon/libvirt/procedures/secrets.h"
#include "daemon/libvirt/procedures/snapshots.h"
#include "daemon/libvirt/procedures/storage_pools.h"
#include "daemon/libvirt/procedures/storage_volumes.h"
#include "daemon/libvirt/procedures/streams.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

rpc::ProcedureTable<LibvirtCall> make_table() {
  using namespace procedures;  // NOLINT(google-build-using-namespace): the families of this folder
  rpc::ProcedureTable<LibvirtCall> table({
      authentication_procedures(), connect_procedures(),          hypervisor_procedures(),
      node_procedures(),           node_devices_procedures(),     domain_lookup_procedures(),
      domain_info_procedures(),    domain_lifecycle_procedures(), domain_devices_procedures(),
      domain_cpus_procedures(),    domain_tuning_procedures(),    domain_stats_procedures(),
      domain_guest_procedures(),   domain_save_procedures(),      migration_procedures(),
      descriptors_procedures(),    snapshots_procedures(),        checkpoints_procedures(),
      networks_procedures(),       filters_procedures(),          interfaces_procedures(),
      storage_pools_procedures(),  storage_volumes_procedures(),  secrets_procedures(),
      event_procedures(),          stream_procedures(),
  });
  IL_ASSERT(table.unique(), "two procedures have the same number");
  return table;
}

}  // namespace

const rpc::ProcedureTable<LibvirtCall>& procedure_table() {
  static const rpc::ProcedureTable<LibvirtCall> table = make_table();
  return table;
}

}  // namespace interleave::daemon
