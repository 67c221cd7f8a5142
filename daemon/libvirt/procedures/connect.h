// Procedures about the connection: opening and closing it, and what it is connected to.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CONNECT_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CONNECT_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/connect_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::Nothing> connect_open(LibvirtCall& call, const rpc::ConnectOpenArgs& args);
rpc::Outcome<rpc::Nothing> connect_close(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::AuthListResult> auth_list(LibvirtCall& call, const rpc::Nothing&);
// Feature 10 (keepalive) is the one that may be asked about before OPEN; who asks understands it,
// and is asked from then on whether it is there.
rpc::Outcome<rpc::NumberResult> supports_feature(LibvirtCall& call, const rpc::FeatureArgs& args);
rpc::Outcome<rpc::Nothing> register_close_callback(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::Nothing> unregister_close_callback(LibvirtCall& call, const rpc::Nothing&);

inline constexpr std::tuple kConnectRows{
    Row<1, connect_open>{"CONNECT_OPEN", high, read},
    Row<2, connect_close>{"CONNECT_CLOSE", high, read},
    Row<3, api<virConnectGetType, rpc::Nothing, rpc::TextResult>>{"CONNECT_GET_TYPE", high, read},
    Row<4, api<virConnectGetVersion, rpc::Nothing, rpc::LongResult>>{"CONNECT_GET_VERSION", high,
                                                                     read},
    Row<5, api<virConnectGetMaxVcpus, rpc::OptionalTextArgs, rpc::NumberResult>>{
        "CONNECT_GET_MAX_VCPUS", high, read},
    Row<7, api<virConnectGetCapabilities, rpc::Nothing, rpc::TextResult>>{
        "CONNECT_GET_CAPABILITIES", ordinary, read},
    Row<59, api<virConnectGetHostname, rpc::Nothing, rpc::TextResult>>{"CONNECT_GET_HOSTNAME", high,
                                                                       read},
    Row<60, supports_feature>{"CONNECT_SUPPORTS_FEATURE", high, read},
    Row<66, auth_list>{"AUTH_LIST", high, read},
    Row<110, api<virConnectGetURI, rpc::Nothing, rpc::TextResult>>{"CONNECT_GET_URI", high, read},
    Row<149, api<virConnectIsSecure, rpc::Nothing, rpc::NumberResult>>{"CONNECT_IS_SECURE", high,
                                                                       read},
    Row<157, api<virConnectGetLibVersion, rpc::Nothing, rpc::LongResult>>{"CONNECT_GET_LIB_VERSION",
                                                                          high, read},
    Row<203, api<virConnectGetSysinfo, rpc::FlagsArgs, rpc::TextResult>>{"CONNECT_GET_SYSINFO",
                                                                         high, read},
    Row<360, register_close_callback>{"CONNECT_REGISTER_CLOSE_CALLBACK", high, read},
    Row<361, unregister_close_callback>{"CONNECT_UNREGISTER_CLOSE_CALLBACK", high, read},
};

Family connect_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CONNECT_H_
