// Why a client's TLS is refused, in words for the log. Internal to daemon/tls.
#ifndef INTERLEAVE_DAEMON_TLS_REASONS_H_
#define INTERLEAVE_DAEMON_TLS_REASONS_H_

#include <optional>
#include <string>

#include <gnutls/gnutls.h>

#include "daemon/tls/credentials.h"

namespace interleave::daemon {

// What is wrong with the certificate that the client has shown, or with its showing none; nothing
// where it may come in. The handshake is done.
std::optional<std::string> refuse_certificate(gnutls_session_t session, const TlsOptions& options);

// What a failed handshake means. `first` is the first byte that has come from the client, if any.
std::string describe_handshake(gnutls_session_t session, int error,
                               const std::optional<unsigned char>& first);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_TLS_REASONS_H_
