#include "daemon/tls/own_certificates.h"

#include <ctime>
#include <vector>

#include <fmt/format.h>

#include "daemon/tls/gnutls_credentials.h"

namespace interleave::daemon {
namespace {

using Certificates = std::vector<GnutlsCertificate>;

gnutls_datum_t datum(const std::string& text) {
  // GnuTLS reads it; its type has no const.
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
          static_cast<unsigned>(text.size())};
}

Certificates certificates_of(const std::string& text) {
  const gnutls_datum_t data = datum(text);
  gnutls_x509_crt_t* list = nullptr;
  unsigned count = 0;
  Certificates all;
  if (gnutls_x509_crt_list_import2(&list, &count, &data, GNUTLS_X509_FMT_PEM, 0) < 0) return all;
  for (unsigned i = 0; i < count; ++i) all.emplace_back(list[i]);
  gnutls_free(list);
  return all;
}

std::optional<std::string> wrong_time(gnutls_x509_crt_t certificate, const std::string& file) {
  const std::time_t now = std::time(nullptr);
  if (gnutls_x509_crt_get_expiration_time(certificate) < now) {
    return fmt::format("{}: the certificate has expired", file);
  }
  if (gnutls_x509_crt_get_activation_time(certificate) > now) {
    return fmt::format("{}: the certificate is not valid yet", file);
  }
  return std::nullopt;
}

bool is_authority(gnutls_x509_crt_t certificate) {
  unsigned critical = 0;
  return gnutls_x509_crt_get_ca_status(certificate, &critical) > 0;
}

bool is_signed(const Certificates& own, const Certificates& ca) {
  std::vector<gnutls_x509_crt_t> chain;
  std::vector<gnutls_x509_crt_t> trusted;
  for (const auto& each : own) chain.push_back(each.get());
  for (const auto& each : ca) trusted.push_back(each.get());
  unsigned problems = 0;
  const int result =
      gnutls_x509_crt_list_verify(chain.data(), static_cast<unsigned>(chain.size()), trusted.data(),
                                  static_cast<unsigned>(trusted.size()), nullptr, 0, 0, &problems);
  return result >= 0 && problems == 0;
}

}  // namespace

std::optional<std::string> check_own_certificates(const TlsOptions& options, const std::string& ca,
                                                  const std::string& own) {
  const Certificates authorities = certificates_of(ca);
  const Certificates chain = certificates_of(own);
  for (const auto& each : authorities) {
    if (auto wrong = wrong_time(each.get(), options.ca_file)) return wrong;
    if (!is_authority(each.get())) {
      return fmt::format("{}: the certificate is not a CA's", options.ca_file);
    }
  }
  if (chain.empty()) return fmt::format("{}: there is no certificate", options.cert_file);
  gnutls_x509_crt_t server = chain.front().get();
  if (auto wrong = wrong_time(server, options.cert_file)) return wrong;
  if (is_authority(server)) {
    return fmt::format("{}: the certificate is a CA's, not a server's", options.cert_file);
  }
  if (gnutls_x509_crt_check_key_purpose(server, GNUTLS_KP_TLS_WWW_SERVER, 0) == 0) {
    return fmt::format("{}: the certificate is not for servers", options.cert_file);
  }
  if (!is_signed(chain, authorities)) {
    return fmt::format("{}: the certificate is not signed by the CA of {}", options.cert_file,
                       options.ca_file);
  }
  return std::nullopt;
}

}  // namespace interleave::daemon
