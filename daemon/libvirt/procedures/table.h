// All procedures that are served.
//
// One more: a row in its family's list. A call that is one libvirt function is the row alone
// (api.h); another one also gets its handler, and new types of arguments or results a struct each.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_TABLE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_TABLE_H_

#include "daemon/libvirt/call.h"
#include "daemon/rpc/procedure.h"

namespace interleave::daemon {

// Any thread.
const rpc::ProcedureTable<LibvirtCall>& procedure_table();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_TABLE_H_
