// All procedures that are served.
//
// One more: a row in the area's list. A call that is one libvirt function is the row alone (api.h);
// another one also gets its handler, and new types of arguments or results a struct each.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_TABLE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_TABLE_H_

#include <tuple>

#include "daemon/libvirt/call.h"
#include "daemon/libvirt/procedures/connect.h"
#include "daemon/libvirt/procedures/domain_info.h"
#include "daemon/libvirt/procedures/domain_lifecycle.h"
#include "daemon/libvirt/procedures/domain_lookup.h"
#include "daemon/libvirt/procedures/node.h"
#include "daemon/rpc/procedure.h"

namespace interleave::daemon {

inline constexpr auto kRows = std::tuple_cat(kConnectRows, kNodeRows, kDomainLookupRows,
                                             kDomainLifecycleRows, kDomainInfoRows);
inline constexpr auto kTable = rpc::make_table<LibvirtCall>(kRows);
static_assert(kTable.unique(), "two procedures have the same number");

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_TABLE_H_
