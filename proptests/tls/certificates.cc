#include "proptests/tls/certificates.h"

#include <ctime>
#include <fstream>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "model/base/assert.h"

namespace interleave::proptests {
namespace {

void good(int result) {
  IL_ASSERT(result >= 0, gnutls_strerror(result));
}

struct Pair {
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;
};

void write(const std::string& path, gnutls_datum_t& data) {
  std::ofstream(path).write(reinterpret_cast<const char*>(data.data), data.size);
  gnutls_free(data.data);
}

// Signed by `authority`, or by itself where there is none.
Pair make(const std::string& path, const char* name, const char* purpose, const Pair* authority) {
  Pair made{};
  good(gnutls_x509_privkey_init(&made.key));
  good(gnutls_x509_privkey_generate(made.key, GNUTLS_PK_ECDSA,
                                    GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
  good(gnutls_x509_crt_init(&made.certificate));
  gnutls_x509_crt_t crt = made.certificate;
  const unsigned char serial = authority == nullptr ? 1 : 2;
  good(gnutls_x509_crt_set_version(crt, 3));
  good(gnutls_x509_crt_set_serial(crt, &serial, 1));
  good(gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                     static_cast<unsigned>(std::string(name).size())));
  good(gnutls_x509_crt_set_activation_time(crt, std::time(nullptr) - 3'600));
  good(gnutls_x509_crt_set_expiration_time(crt, std::time(nullptr) + 86'400));
  good(gnutls_x509_crt_set_key(crt, made.key));
  good(gnutls_x509_crt_set_ca_status(crt, authority == nullptr ? 1 : 0));
  good(gnutls_x509_crt_set_key_usage(
      crt, authority == nullptr ? GNUTLS_KEY_KEY_CERT_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE));
  if (purpose != nullptr) good(gnutls_x509_crt_set_key_purpose_oid(crt, purpose, 0));
  const Pair& signer = authority == nullptr ? made : *authority;
  good(gnutls_x509_crt_sign2(crt, signer.certificate, signer.key, GNUTLS_DIG_SHA256, 0));
  gnutls_datum_t data{};
  good(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &data));
  write(path + ".pem", data);
  good(gnutls_x509_privkey_export2(made.key, GNUTLS_X509_FMT_PEM, &data));
  write(path + "-key.pem", data);
  return made;
}

void end(Pair& pair) {
  gnutls_x509_crt_deinit(pair.certificate);
  gnutls_x509_privkey_deinit(pair.key);
}

}  // namespace

daemon::TlsOptions make_certificates(const std::string& directory) {
  Pair authority = make(directory + "/ca", "test CA", nullptr, nullptr);
  Pair own = make(directory + "/own", "localhost", GNUTLS_KP_TLS_WWW_SERVER, &authority);
  Pair client = make(directory + "/client", "client", GNUTLS_KP_TLS_WWW_CLIENT, &authority);
  for (Pair* each : {&authority, &own, &client}) end(*each);
  daemon::TlsOptions options;
  options.ca_file = directory + "/ca.pem";
  options.cert_file = directory + "/own.pem";
  options.key_file = directory + "/own-key.pem";
  options.crl_file = directory + "/crl.pem";
  return options;
}

}  // namespace interleave::proptests
