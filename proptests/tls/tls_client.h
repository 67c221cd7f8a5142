// The other side of a TLS connection, for a test.
#ifndef INTERLEAVE_PROPTESTS_TLS_TLS_CLIENT_H_
#define INTERLEAVE_PROPTESTS_TLS_TLS_CLIENT_H_

#include <cerrno>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <gnutls/gnutls.h>

#include "model/base/assert.h"
#include "model/seam/network.h"

namespace interleave::proptests {

// A client of GnuTLS's own above one end of a pipe. Results are GnuTLS's.
class TlsClient {
 public:
  // Shows the certificate client.pem of `directory`, or none. `priority` is GnuTLS's.
  TlsClient(std::unique_ptr<Stream> stream, const std::string& directory, bool shows = true,
            const char* priority = "NORMAL")
      : stream_(std::move(stream)) {
    gnutls_certificate_allocate_credentials(&credentials_);
    if (shows) {
      const int result = gnutls_certificate_set_x509_key_file(
          credentials_, (directory + "/client.pem").c_str(),
          (directory + "/client-key.pem").c_str(), GNUTLS_X509_FMT_PEM);
      IL_ASSERT(result >= 0, gnutls_strerror(result));
    }
    gnutls_init(&session_, GNUTLS_CLIENT | GNUTLS_NONBLOCK);
    gnutls_priority_set_direct(session_, priority, nullptr);
    gnutls_credentials_set(session_, GNUTLS_CRD_CERTIFICATE, credentials_);
    gnutls_transport_set_ptr(session_, this);
    gnutls_transport_set_pull_function(session_, pull);
    gnutls_transport_set_push_function(session_, push);
  }
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;
  ~TlsClient() {
    gnutls_deinit(session_);
    gnutls_certificate_free_credentials(credentials_);
  }

  int shake_hands() { return gnutls_handshake(session_); }
  ssize_t send(std::span<const std::byte> bytes) {
    const ssize_t result = sending_ ? gnutls_record_send(session_, nullptr, 0)
                                    : gnutls_record_send(session_, bytes.data(), bytes.size());
    sending_ = result == GNUTLS_E_AGAIN;
    return result;
  }
  // Appends what has come.
  ssize_t receive(std::vector<std::byte>& into) {
    std::byte bytes[256];
    const ssize_t result = gnutls_record_recv(session_, bytes, sizeof(bytes));
    if (result > 0) into.insert(into.end(), bytes, bytes + result);
    return result;
  }
  // Tells the server that another key follows (TLS 1.3).
  int update_key() { return gnutls_session_key_update(session_, 0); }
  // Says goodbye.
  int leave() { return gnutls_bye(session_, GNUTLS_SHUT_WR); }
  Stream& stream() { return *stream_; }

 private:
  static ssize_t result_of(TlsClient& client, const IoResult& result) {
    if (result.status == IoStatus::ok) return static_cast<ssize_t>(result.bytes);
    if (result.status == IoStatus::end_of_stream) return 0;
    gnutls_transport_set_errno(client.session_,
                               result.status == IoStatus::would_block ? EAGAIN : ECONNRESET);
    return -1;
  }
  static ssize_t pull(gnutls_transport_ptr_t self, void* into, std::size_t size) {
    auto& client = *static_cast<TlsClient*>(self);
    return result_of(client, client.stream_->read_some({static_cast<std::byte*>(into), size}));
  }
  static ssize_t push(gnutls_transport_ptr_t self, const void* from, std::size_t size) {
    auto& client = *static_cast<TlsClient*>(self);
    const std::span<const std::byte> part(static_cast<const std::byte*>(from), size);
    return result_of(client, client.stream_->write_some({&part, 1}));
  }

  const std::unique_ptr<Stream> stream_;
  gnutls_certificate_credentials_t credentials_ = nullptr;
  gnutls_session_t session_ = nullptr;
  bool sending_ = false;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_TLS_TLS_CLIENT_H_
