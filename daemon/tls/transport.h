// A connection under TLS.
#ifndef INTERLEAVE_DAEMON_TLS_TRANSPORT_H_
#define INTERLEAVE_DAEMON_TLS_TRANSPORT_H_

#include <memory>

#include "daemon/core/transport.h"
#include "daemon/tls/credentials.h"

namespace interleave::daemon {

// The server's side, above `stream`, which alone is read and written. The handshake ends with the
// check of the client's certificate and, after it, the byte by which libvirt's clients are told
// that it was good.
std::unique_ptr<Transport> tls_transport(std::unique_ptr<Stream> stream,
                                         std::shared_ptr<const TlsCredentials> credentials);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_TLS_TRANSPORT_H_
