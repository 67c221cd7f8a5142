// Certificates in files, for a test.
#ifndef INTERLEAVE_PROPTESTS_TLS_CERTIFICATES_H_
#define INTERLEAVE_PROPTESTS_TLS_CERTIFICATES_H_

#include <string>

#include "daemon/tls/credentials.h"

namespace interleave::proptests {

// Makes ca.pem, own.pem, own-key.pem, client.pem and client-key.pem in `directory`, the last four
// signed by the first. Returns what a server reads.
daemon::TlsOptions make_certificates(const std::string& directory);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_TLS_CERTIFICATES_H_
