// Procedures about the host.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_

#include <tuple>

#include <libvirt/libvirt.h>

#include "daemon/rpc/connect_types.h"
#include "daemon/rpc/procedure.h"

namespace interleave::daemon {

rpc::Outcome<rpc::NodeInfoResult> node_get_info(virConnectPtr connection, const rpc::Nothing&);
rpc::Outcome<rpc::SecurityModelResult> node_get_security_model(virConnectPtr connection,
                                                               const rpc::Nothing&);

inline constexpr std::tuple kNodeRows{
    rpc::Row<6, node_get_info>{"NODE_GET_INFO", rpc::Priority::high, rpc::Access::read},
    rpc::Row<122, node_get_security_model>{"NODE_GET_SECURITY_MODEL", rpc::Priority::high,
                                           rpc::Access::read},
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_
