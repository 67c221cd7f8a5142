// Procedures that authenticate a client. Nobody has to: AUTH_LIST says none.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_AUTHENTICATION_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_AUTHENTICATION_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/connect_types.h"

namespace interleave::daemon::procedures {

// Whether a call is one of the five by which clients authenticate, AUTH_LIST the first.
bool authenticates(const rpc::FrameHeader& call);

// "authentication failed": what a client gets that goes on with a method it was not told of.
rpc::Outcome<rpc::Nothing> refuse_authentication(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::Nothing> refuse_sasl_start(LibvirtCall& call, const rpc::SaslStartArgs&);
rpc::Outcome<rpc::Nothing> refuse_sasl_step(LibvirtCall& call, const rpc::SaslStepArgs&);

inline constexpr std::string_view kNoMethod = "no client has to authenticate by a method";

inline constexpr std::tuple kAuthenticationRows{
    Row<67, refuse_authentication>{"AUTH_SASL_INIT", high, read, kNoMethod},
    Row<68, refuse_sasl_start>{"AUTH_SASL_START", high, read, kNoMethod},
    Row<69, refuse_sasl_step>{"AUTH_SASL_STEP", high, read, kNoMethod},
    Row<70, refuse_authentication>{"AUTH_POLKIT", high, read, kNoMethod},
};

Family authentication_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_AUTHENTICATION_H_
