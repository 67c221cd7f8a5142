#include "daemon/tls/reasons.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "daemon/core/peer_text.h"
#include "daemon/core/wildcard.h"
#include "daemon/tls/gnutls_credentials.h"

namespace interleave::daemon {
namespace {

constexpr unsigned char kHandshakeRecord = 22;

// GnuTLS says several things at once; the first of these that it says is the one that helps.
constexpr auto kProblems = std::to_array<std::pair<unsigned, const char*>>({
    {GNUTLS_CERT_REVOKED, "its certificate is revoked"},
    {GNUTLS_CERT_SIGNER_NOT_FOUND, "its certificate is not signed by the CA"},
    {GNUTLS_CERT_SIGNER_NOT_CA, "its certificate is signed by one that is no CA"},
    {GNUTLS_CERT_SIGNATURE_FAILURE, "its certificate has a wrong signature"},
    {GNUTLS_CERT_NOT_ACTIVATED, "its certificate is not valid yet"},
    {GNUTLS_CERT_EXPIRED, "its certificate has expired"},
    {GNUTLS_CERT_PURPOSE_MISMATCH, "its certificate is not for clients"},
    {GNUTLS_CERT_INSECURE_ALGORITHM, "its certificate has an insecure algorithm or key"},
});

std::string name_of(gnutls_x509_crt_t certificate) {
  gnutls_datum_t name{};
  if (gnutls_x509_crt_get_dn2(certificate, &name) < 0) return {};
  std::string text(reinterpret_cast<const char*>(name.data), name.size);
  gnutls_free(name.data);
  return text;
}

}  // namespace

std::optional<std::string> refuse_certificate(gnutls_session_t session, const TlsOptions& options) {
  if (!options.verify_clients) return std::nullopt;
  unsigned count = 0;
  const gnutls_datum_t* shown = gnutls_certificate_get_peers(session, &count);
  if (shown == nullptr || count == 0) return "it shows no certificate";
  gnutls_x509_crt_t made = nullptr;
  if (gnutls_x509_crt_init(&made) < 0) return "out of memory";
  const GnutlsCertificate certificate(made);
  if (gnutls_x509_crt_import(made, shown, GNUTLS_X509_FMT_DER) < 0) {
    return "its certificate cannot be read";
  }
  const std::string name = name_of(made);
  const std::string shown_name = fmt::format(" (\"{}\")", peer_text(name));

  unsigned problems = 0;
  gnutls_typed_vdata_st purpose{};
  purpose.type = GNUTLS_DT_KEY_PURPOSE_OID;
  purpose.data = reinterpret_cast<unsigned char*>(const_cast<char*>(GNUTLS_KP_TLS_WWW_CLIENT));
  const int error = gnutls_certificate_verify_peers(session, &purpose, 1, &problems);
  if (error < 0) {
    return fmt::format("its certificate cannot be checked{}: {}", shown_name,
                       gnutls_strerror(error));
  }
  for (const auto& [bit, words] : kProblems) {
    if ((problems & bit) != 0) return words + shown_name;
  }
  if (problems != 0) return "its certificate is not valid" + shown_name;
  const auto allowed = [&name](const std::string& each) { return matches_wildcard(each, name); };
  if (options.allowed_names && std::ranges::none_of(*options.allowed_names, allowed)) {
    return "its name is not in tls_allowed_dn_list" + shown_name;
  }
  return std::nullopt;
}

std::string describe_handshake(gnutls_session_t session, int error,
                               const std::optional<unsigned char>& first) {
  if (first && *first != kHandshakeRecord) return "it does not speak TLS";
  switch (error) {
    case GNUTLS_E_UNSUPPORTED_VERSION_PACKET:
      return "its version of TLS is too old, or not allowed by tls_priority";
    case GNUTLS_E_NO_CIPHER_SUITES:
      return "it knows no version or no cipher that tls_priority allows";
    case GNUTLS_E_PREMATURE_TERMINATION:
      return "it has left in the middle of the handshake";
    case GNUTLS_E_FATAL_ALERT_RECEIVED:
      return fmt::format("it has broken off the handshake: {}",
                         gnutls_alert_get_name(gnutls_alert_get(session)));
    default:
      return gnutls_strerror(error);
  }
}

}  // namespace interleave::daemon
