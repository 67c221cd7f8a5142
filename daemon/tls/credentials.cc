#include "daemon/tls/credentials.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "daemon/tls/gnutls_credentials.h"
#include "daemon/tls/own_certificates.h"

namespace interleave::daemon {
namespace {

constexpr const char* kUsualPriority = "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1";

// A file's content, or why there is none.
struct Content {
  std::string text;
  std::string error;
  bool absent = false;
};

Content read(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.is_open() && !file.bad()) return {std::move(text), {}, false};
  return {{}, fmt::format("{}: {}", path, std::strerror(errno)), errno == ENOENT};
}

gnutls_datum_t datum(const std::string& text) {
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
          static_cast<unsigned>(text.size())};
}

LoadedCredentials failure(const std::string& what, int error) {
  return {nullptr, fmt::format("{}: {}", what, gnutls_strerror(error))};
}

}  // namespace

LoadedCredentials load_credentials(const TlsOptions& options) {
  Content ca = read(options.ca_file);
  Content crl = read(options.crl_file);
  Content own = read(options.cert_file);
  Content key = read(options.key_file);
  if (crl.absent && options.crl_may_be_absent) crl.error.clear();
  for (const Content* each : {&ca, &crl, &own, &key}) {
    if (!each->error.empty()) return {nullptr, each->error};
  }
  auto result = std::make_shared<GnutlsCredentials>();
  result->options = options;
  gnutls_certificate_credentials_t made = nullptr;
  int error = gnutls_certificate_allocate_credentials(&made);
  if (error < 0) return failure("TLS", error);
  result->certificates.reset(made);
  gnutls_datum_t data = datum(ca.text);
  error = gnutls_certificate_set_x509_trust_mem(made, &data, GNUTLS_X509_FMT_PEM);
  if (error < 0) return failure(options.ca_file, error);
  if (error == 0) return {nullptr, fmt::format("{}: there is no certificate", options.ca_file)};
  if (!crl.text.empty()) {
    data = datum(crl.text);
    error = gnutls_certificate_set_x509_crl_mem(made, &data, GNUTLS_X509_FMT_PEM);
    if (error < 0) return failure(options.crl_file, error);
  }
  data = datum(own.text);
  gnutls_datum_t secret = datum(key.text);
  error = gnutls_certificate_set_x509_key_mem(made, &data, &secret, GNUTLS_X509_FMT_PEM);
  if (error < 0) {
    return failure(fmt::format("{} with {}", options.cert_file, options.key_file), error);
  }
  if (options.check_own) {
    if (auto wrong = check_own_certificates(options, ca.text, own.text)) {
      return {nullptr, std::move(*wrong)};
    }
  }
  gnutls_priority_t priority = nullptr;
  const char* where = nullptr;
  const char* wanted = options.priority.empty() ? kUsualPriority : options.priority.c_str();
  error = gnutls_priority_init(&priority, wanted, &where);
  if (error < 0) {
    return {nullptr, fmt::format("tls_priority = \"{}\": {} at \"{}\"", wanted,
                                 gnutls_strerror(error), where == nullptr ? "" : where)};
  }
  result->priority.reset(priority);
  return {std::move(result), {}};
}

}  // namespace interleave::daemon
