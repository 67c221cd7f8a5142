// What every file with rows of the procedure table needs.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_ROWS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_ROWS_H_

#include <span>
#include <tuple>  // IWYU pragma: export

#include "daemon/libvirt/api.h"  // IWYU pragma: export
#include "daemon/libvirt/call.h"
#include "daemon/rpc/procedure.h"
#include "daemon/rpc/types.h"

namespace interleave::daemon::procedures {

// A row has no room for more words.
using enum rpc::Priority;  // high, ordinary
using enum rpc::Access;    // read, write
using rpc::Row;

using Family = std::span<const rpc::Procedure<LibvirtCall>>;

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_ROWS_H_
