// Procedures about the host.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/connect_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::NodeInfoResult> node_get_info(virConnectPtr connection, const rpc::Nothing&);
rpc::Outcome<rpc::SecurityModelResult> node_get_security_model(virConnectPtr connection,
                                                               const rpc::Nothing&);

inline constexpr std::tuple kNodeRows{
    Row<6, node_get_info>{"NODE_GET_INFO", high, read},
    Row<122, node_get_security_model>{"NODE_GET_SECURITY_MODEL", high, read},
};

Family node_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_NODE_H_
