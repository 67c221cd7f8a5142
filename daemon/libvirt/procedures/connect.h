// Procedures about the connection: opening and closing it, and what it is connected to.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CONNECT_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CONNECT_H_

#include <tuple>

#include "daemon/libvirt/api.h"
#include "daemon/libvirt/call.h"
#include "daemon/rpc/connect_types.h"
#include "daemon/rpc/procedure.h"

namespace interleave::daemon {

rpc::Outcome<rpc::Nothing> connect_open(LibvirtCall& call, const rpc::ConnectOpenArgs& args);
rpc::Outcome<rpc::Nothing> connect_close(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::AuthListResult> auth_list(LibvirtCall& call, const rpc::Nothing&);
// Feature 10 (keepalive) is the one that may be asked about before OPEN.
rpc::Outcome<rpc::NumberResult> supports_feature(LibvirtCall& call, const rpc::FeatureArgs& args);
rpc::Outcome<rpc::Nothing> register_close_callback(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::Nothing> unregister_close_callback(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::LongResult> get_version(virConnectPtr connection, const rpc::Nothing&);
rpc::Outcome<rpc::LongResult> get_lib_version(virConnectPtr connection, const rpc::Nothing&);
rpc::Outcome<rpc::NumberResult> get_max_vcpus(virConnectPtr connection,
                                              const rpc::ConnectGetMaxVcpusArgs& args);

inline constexpr std::tuple kConnectRows{
    rpc::Row<1, connect_open>{"CONNECT_OPEN", rpc::Priority::high, rpc::Access::read},
    rpc::Row<2, connect_close>{"CONNECT_CLOSE", rpc::Priority::high, rpc::Access::read},
    rpc::Row<3, api<virConnectGetType, rpc::TextResult>>{"CONNECT_GET_TYPE", rpc::Priority::high,
                                                         rpc::Access::read},
    rpc::Row<4, get_version>{"CONNECT_GET_VERSION", rpc::Priority::high, rpc::Access::read},
    rpc::Row<5, get_max_vcpus>{"CONNECT_GET_MAX_VCPUS", rpc::Priority::high, rpc::Access::read},
    rpc::Row<7, api<virConnectGetCapabilities, rpc::TextResult>>{
        "CONNECT_GET_CAPABILITIES", rpc::Priority::ordinary, rpc::Access::read},
    rpc::Row<59, api<virConnectGetHostname, rpc::TextResult>>{
        "CONNECT_GET_HOSTNAME", rpc::Priority::high, rpc::Access::read},
    rpc::Row<60, supports_feature>{"CONNECT_SUPPORTS_FEATURE", rpc::Priority::high,
                                   rpc::Access::read},
    rpc::Row<66, auth_list>{"AUTH_LIST", rpc::Priority::high, rpc::Access::read},
    rpc::Row<110, api<virConnectGetURI, rpc::TextResult>>{"CONNECT_GET_URI", rpc::Priority::high,
                                                          rpc::Access::read},
    rpc::Row<149, api<virConnectIsSecure, rpc::NumberResult>>{
        "CONNECT_IS_SECURE", rpc::Priority::high, rpc::Access::read},
    rpc::Row<157, get_lib_version>{"CONNECT_GET_LIB_VERSION", rpc::Priority::high,
                                   rpc::Access::read},
    rpc::Row<203, api<virConnectGetSysinfo, rpc::TextResult>>{
        "CONNECT_GET_SYSINFO", rpc::Priority::high, rpc::Access::read},
    rpc::Row<360, register_close_callback>{"CONNECT_REGISTER_CLOSE_CALLBACK", rpc::Priority::high,
                                           rpc::Access::read},
    rpc::Row<361, unregister_close_callback>{"CONNECT_UNREGISTER_CLOSE_CALLBACK",
                                             rpc::Priority::high, rpc::Access::read},
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CONNECT_H_
