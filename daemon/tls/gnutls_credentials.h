// TlsCredentials as GnuTLS has them. Internal to daemon/tls.
#ifndef INTERLEAVE_DAEMON_TLS_GNUTLS_CREDENTIALS_H_
#define INTERLEAVE_DAEMON_TLS_GNUTLS_CREDENTIALS_H_

#include <memory>
#include <type_traits>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "daemon/tls/credentials.h"

namespace interleave::daemon {

// What GnuTLS makes, and its own function to end it.
template <class Pointer, void (*kEnd)(Pointer)>
struct GnutlsEnd {
  void operator()(Pointer object) const { kEnd(object); }
};
template <class Pointer, void (*kEnd)(Pointer)>
using GnutlsOwned = std::unique_ptr<std::remove_pointer_t<Pointer>, GnutlsEnd<Pointer, kEnd>>;

using GnutlsCertificates =
    GnutlsOwned<gnutls_certificate_credentials_t, gnutls_certificate_free_credentials>;
using GnutlsPriority = GnutlsOwned<gnutls_priority_t, gnutls_priority_deinit>;
using GnutlsSession = GnutlsOwned<gnutls_session_t, gnutls_deinit>;
using GnutlsCertificate = GnutlsOwned<gnutls_x509_crt_t, gnutls_x509_crt_deinit>;

class GnutlsCredentials final : public TlsCredentials {
 public:
  TlsOptions options;
  GnutlsCertificates certificates;
  GnutlsPriority priority;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_TLS_GNUTLS_CREDENTIALS_H_
