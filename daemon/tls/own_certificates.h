// Whether clients will take the certificates that the daemon has. Internal to daemon/tls.
#ifndef INTERLEAVE_DAEMON_TLS_OWN_CERTIFICATES_H_
#define INTERLEAVE_DAEMON_TLS_OWN_CERTIFICATES_H_

#include <optional>
#include <string>

#include "daemon/tls/credentials.h"

namespace interleave::daemon {

// `ca` and `own` are the contents of ca_file and cert_file. What is wrong with them, in one line,
// if anything is: a time that has passed or is to come, a CA that is none, a certificate of a CA or
// not for servers, one that the CA has not signed.
std::optional<std::string> check_own_certificates(const TlsOptions& options, const std::string& ca,
                                                  const std::string& own);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_TLS_OWN_CERTIFICATES_H_
