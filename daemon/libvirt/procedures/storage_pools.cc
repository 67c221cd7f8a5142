#include "daemon/libvirt/procedures/storage_pools.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::ObjectResult<rpc::StoragePool>> pool_of_volume(
    virConnectPtr connection, const rpc::ObjectArgs<rpc::StorageVolume>& args) {
  const StoragePoolRef pool(virStoragePoolLookupByName(connection, args.object.pool.c_str()));
  if (!pool) return take_last_error();
  return rpc::ObjectResult<rpc::StoragePool>{.object = to_wire(pool.get())};
}

Family storage_pools_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kStoragePoolsRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
