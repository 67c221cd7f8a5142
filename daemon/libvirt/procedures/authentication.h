// Procedures that authenticate a client. AUTH_LIST, which says by what method, is among those of
// the connection.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_AUTHENTICATION_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_AUTHENTICATION_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/connect_types.h"

namespace interleave::daemon::procedures {

// Whether a call is one of the five by which clients authenticate, AUTH_LIST the first.
bool authenticates(const rpc::FrameHeader& call);

// Whatever goes wrong, a client is told "authentication failed" and no more; the log says why. So
// does one that goes on with a method it was not told of.
rpc::Outcome<rpc::TextResult> sasl_init(LibvirtCall& call, const rpc::Nothing&);
rpc::Outcome<rpc::SaslStepResult> sasl_start(LibvirtCall& call, const rpc::SaslStartArgs& args);
rpc::Outcome<rpc::SaslStepResult> sasl_step(LibvirtCall& call, const rpc::SaslStepArgs& args);
// Its number says that nothing more is to be done.
rpc::Outcome<rpc::NumberResult> polkit(LibvirtCall& call, const rpc::Nothing&);

inline constexpr std::tuple kAuthenticationRows{
    Row<67, sasl_init>{"AUTH_SASL_INIT", high, read},
    Row<68, sasl_start>{"AUTH_SASL_START", high, read},
    Row<69, sasl_step>{"AUTH_SASL_STEP", high, read},
    Row<70, polkit>{"AUTH_POLKIT", high, read},
};

Family authentication_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_AUTHENTICATION_H_
