// What a handler gets to know: the call's session, or just its open connection.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_CALL_H_
#define INTERLEAVE_DAEMON_LIBVIRT_CALL_H_

#include <memory>
#include <vector>

#include <libvirt/libvirt.h>

#include "daemon/core/outbox.h"
#include "daemon/core/stream_table.h"
#include "daemon/libvirt/connection_state.h"
#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/events/registrations.h"
#include "daemon/libvirt/options.h"
#include "daemon/libvirt/refs.h"
#include "daemon/login/authenticator.h"
#include "daemon/rpc/outcome.h"

namespace interleave::daemon {

// One call, for as long as a worker makes it. Handlers come in two shapes:
//
//   Outcome<Result> (virConnectPtr, const Args&)   needs an open connection and nothing else;
//                                                  without one the client gets an error
//   Outcome<Result> (LibvirtCall&, const Args&)    about the connection itself, open or not
//
// Both run with no lock held and may block.
struct LibvirtCall {
  const LibvirtOptions& options;
  const bool read_only;  // the client came through the read-only socket
  const rpc::FrameHeader& header;
  const std::vector<FileRef>& files;  // that came with the call
  const bool carries_files;           // the reply may have some
  const std::shared_ptr<Outbox>& outbox;
  ConnectionState& connection;
  Registrations& registrations;
  StreamTable& streams;
  Authenticator* const login;              // null for a client that has nothing to show
  std::unique_ptr<Admission> admission{};  // set by the handler that has authenticated the client
  bool close_after =
      false;  // set by the handler of CLOSE, and of a log-in that has failed too often
  bool tell_session = false;  // set by handlers whose session is to know of the reply
  std::vector<FileRef> reply_files{};

  template <class Result, class Args>
  rpc::Outcome<Result> make(rpc::Outcome<Result> (*handler)(LibvirtCall&, const Args&),
                            const Args& args) {
    return handler(*this, args);
  }
  template <class Result, class Args>
  rpc::Outcome<Result> make(rpc::Outcome<Result> (*handler)(virConnectPtr, const Args&),
                            const Args& args) {
    const ConnectionRef open = connection.reference();
    if (!open) return not_open_error();
    return handler(open.get(), args);
  }
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_CALL_H_
