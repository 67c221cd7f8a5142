// How clients may reach the daemon, and how they show who they are.
#ifndef INTERLEAVE_DAEMON_CONFIG_REACH_H_
#define INTERLEAVE_DAEMON_CONFIG_REACH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/core/program.h"

namespace interleave::daemon {

// Members have the names of their keys, and libvirtd.conf's defaults but for the local sockets,
// where libvirtd's depends on how it was built.
struct Reach {
  // Over the network. Hosts and ports may be names.
  bool listen_tcp = false;
  bool listen_tls = false;
  std::string listen_addr;  // empty: every address of the machine
  std::string tcp_port = "16509";
  std::string tls_port = "16514";

  // Who has to authenticate, and how.
  Login auth_unix_ro = Login::none;
  Login auth_unix_rw = Login::none;
  Login auth_tcp = Login::sasl;
  Login auth_tls = Login::none;
  std::size_t tcp_min_ssf = 112;  // of the layer that SASL brings to a connection without TLS
  // Names with wildcards; absent: everybody who authenticates.
  std::optional<std::vector<std::string>> sasl_allowed_username_list;

  // TLS.
  std::string ca_file = "/etc/pki/CA/cacert.pem";
  std::string crl_file = "/etc/pki/CA/cacrl.pem";
  std::string cert_file = "/etc/pki/libvirt/servercert.pem";
  std::string key_file = "/etc/pki/libvirt/private/serverkey.pem";
  bool crl_file_is_set = false;  // then it has to be there
  bool tls_no_verify_certificate = false;
  bool tls_no_sanity_certificate = false;
  std::string tls_priority;  // GnuTLS's; empty: its default
  // Distinguished names with wildcards; absent: everybody with a certificate of the CA.
  std::optional<std::vector<std::string>> tls_allowed_dn_list;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CONFIG_REACH_H_
