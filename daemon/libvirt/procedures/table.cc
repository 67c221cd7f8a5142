#include "daemon/libvirt/procedures/table.h"

#include "daemon/libvirt/procedures/connect.h"
#include "daemon/libvirt/procedures/domain_info.h"
#include "daemon/libvirt/procedures/domain_lifecycle.h"
#include "daemon/libvirt/procedures/domain_lookup.h"
#include "daemon/libvirt/procedures/events.h"
#include "daemon/libvirt/procedures/node.h"
#include "daemon/libvirt/procedures/streams.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

rpc::ProcedureTable<LibvirtCall> make_table() {
  using namespace procedures;  // NOLINT(google-build-using-namespace): the families of this folder
  rpc::ProcedureTable<LibvirtCall> table({
      connect_procedures(),
      node_procedures(),
      domain_lookup_procedures(),
      domain_lifecycle_procedures(),
      domain_info_procedures(),
      event_procedures(),
      stream_procedures(),
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
