// The daemon's certificate and what it checks the clients' by.
#ifndef INTERLEAVE_DAEMON_TLS_CREDENTIALS_H_
#define INTERLEAVE_DAEMON_TLS_CREDENTIALS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace interleave::daemon {

// The keys of libvirtd.conf that they are read from.
struct TlsOptions {
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
  std::string crl_file;
  bool crl_may_be_absent = true;
  bool verify_clients = true;  // whether a client has to show a certificate of the CA
  bool check_own = true;  // whether a certificate of ours that clients will not take is refused
  std::string priority;   // GnuTLS's; empty: its default without TLS 1.0 and 1.1
  // Distinguished names with wildcards; absent: everybody with a certificate of the CA.
  std::optional<std::vector<std::string>> allowed_names;
};

// Constant once made; any thread. Sessions hold on to those that they began with.
class TlsCredentials {
 public:
  virtual ~TlsCredentials() = default;
};

struct LoadedCredentials {
  std::shared_ptr<const TlsCredentials> credentials;  // null when it could not be done
  std::string error;                                  // one line with the file's name, then
};

// Reads the files, and checks them unless they are not to be checked. It may block.
LoadedCredentials load_credentials(const TlsOptions& options);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_TLS_CREDENTIALS_H_
