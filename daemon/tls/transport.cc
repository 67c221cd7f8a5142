#include "daemon/tls/transport.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include <gnutls/gnutls.h>

#include "daemon/core/record_bounds.h"
#include "daemon/tls/gnutls_credentials.h"
#include "daemon/tls/reasons.h"

namespace interleave::daemon {
namespace {

// What a record holds at most: as much is given to GnuTLS at a time.
constexpr std::size_t kMostInRecord = 16'384;
// Tells the client that its certificate is good.
constexpr std::array<std::byte, 1> kVerified = {{std::byte{1}}};

class TlsTransport final : public Transport {
 public:
  TlsTransport(std::unique_ptr<Stream> stream,
               std::shared_ptr<const GnutlsCredentials> credentials);
  ~TlsTransport() override { close(); }

  Handshake shake_hands() override;
  [[nodiscard]] std::string failure() const override {
    return failure_.empty() ? failure_ : "TLS: " + failure_;
  }
  IoResult read_some(std::span<std::byte> into) override;
  IoResult write_some(std::span<const std::span<const std::byte>> from) override;
  [[nodiscard]] bool has_buffered() const override {
    return stage_ == Stage::open && gnutls_record_check_pending(session_.get()) > 0;
  }
  [[nodiscard]] bool is_mid_record() const override { return bounds_.is_within(); }
  [[nodiscard]] Handle handle() const override { return stream_->handle(); }
  void close() override;

 private:
  enum class Stage : std::uint8_t { shaking_hands, confirming, open, failed };

  Handshake check_client();
  Handshake confirm();
  Handshake fail(std::string why);
  // Gives `part` to GnuTLS, or goes on with what it was given before.
  IoResult send(std::span<const std::byte> part);
  // What a negative result of GnuTLS means to those above.
  IoResult ended(int error);

  static ssize_t pull(gnutls_transport_ptr_t self, void* into, std::size_t size);
  static ssize_t push(gnutls_transport_ptr_t self, const void* from, std::size_t size);
  ssize_t result_of(const IoResult& result);

  const std::unique_ptr<Stream> stream_;
  const std::shared_ptr<const GnutlsCredentials> credentials_;
  GnutlsSession session_;  // null where it could not be made
  Stage stage_ = Stage::shaking_hands;
  bool sending_ = false;                // GnuTLS has a record that is not written whole
  IoStatus below_ = IoStatus::ok;       // what the stream has ended with
  std::optional<unsigned char> first_;  // byte that the client has sent
  RecordBounds bounds_{5, 2};           // of what has come from it (RFC 8446, 5.1)
  std::string failure_;
};

TlsTransport::TlsTransport(std::unique_ptr<Stream> stream,
                           std::shared_ptr<const GnutlsCredentials> credentials)
    : stream_(std::move(stream)), credentials_(std::move(credentials)) {
  gnutls_session_t made = nullptr;
  if (gnutls_init(&made, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0) return;
  session_.reset(made);
  gnutls_priority_set(made, credentials_->priority.get());
  gnutls_credentials_set(made, GNUTLS_CRD_CERTIFICATE, credentials_->certificates.get());
  // Asked for and not required: so that it can be told what was wrong.
  gnutls_certificate_server_set_request(made, GNUTLS_CERT_REQUEST);
  gnutls_transport_set_ptr(made, this);
  gnutls_transport_set_pull_function(made, pull);
  gnutls_transport_set_push_function(made, push);
}

Transport::Handshake TlsTransport::shake_hands() {
  if (session_ == nullptr) return fail("out of memory");
  if (stage_ == Stage::confirming) return confirm();
  for (;;) {
    const int error = gnutls_handshake(session_.get());
    if (error == GNUTLS_E_SUCCESS) return check_client();
    if (error == GNUTLS_E_AGAIN) {
      return gnutls_record_get_direction(session_.get()) == 0 ? Handshake::wants_read
                                                              : Handshake::wants_write;
    }
    // A warning of the client's, or an interruption: the handshake goes on.
    if (gnutls_error_is_fatal(error) == 0) continue;
    gnutls_alert_send_appropriate(session_.get(), error);
    return fail(below_ == IoStatus::ok || below_ == IoStatus::end_of_stream
                    ? describe_handshake(session_.get(), error, first_)
                    : std::string(to_string(below_)));
  }
}

Transport::Handshake TlsTransport::check_client() {
  if (auto why = refuse_certificate(session_.get(), credentials_->options)) {
    gnutls_alert_send(session_.get(), GNUTLS_AL_FATAL, GNUTLS_A_BAD_CERTIFICATE);
    return fail(std::move(*why));
  }
  stage_ = Stage::confirming;
  return confirm();
}

Transport::Handshake TlsTransport::confirm() {
  const IoResult result = send(kVerified);
  if (result.status == IoStatus::would_block) return Handshake::wants_write;
  if (result.status != IoStatus::ok) {
    return fail(failure_.empty() ? std::string(to_string(result.status)) : failure_);
  }
  stage_ = Stage::open;
  return Handshake::done;
}

Transport::Handshake TlsTransport::fail(std::string why) {
  stage_ = Stage::failed;
  failure_ = std::move(why);
  return Handshake::failed;
}

IoResult TlsTransport::read_some(std::span<std::byte> into) {
  if (stage_ != Stage::open) return {IoStatus::closed, 0};
  const ssize_t result = gnutls_record_recv(session_.get(), into.data(), into.size());
  if (result > 0) return {IoStatus::ok, static_cast<std::size_t>(result)};
  if (result == 0) return {IoStatus::end_of_stream, 0};
  return ended(static_cast<int>(result));
}

IoResult TlsTransport::write_some(std::span<const std::span<const std::byte>> from) {
  if (stage_ != Stage::open) return {IoStatus::closed, 0};
  if (sending_ || from.front().size() >= kMostInRecord || from.size() == 1) {
    return send(from.front().first(std::min(from.front().size(), kMostInRecord)));
  }
  // Small messages share a record.
  std::array<std::byte, kMostInRecord> record;
  std::size_t used = 0;
  for (const std::span<const std::byte> part : from) {
    const auto taken = part.first(std::min(part.size(), record.size() - used));
    std::ranges::copy(taken, record.begin() + static_cast<std::ptrdiff_t>(used));
    used += taken.size();
  }
  return send(std::span(record).first(used));
}

IoResult TlsTransport::send(std::span<const std::byte> part) {
  const ssize_t result = sending_ ? gnutls_record_send(session_.get(), nullptr, 0)
                                  : gnutls_record_send(session_.get(), part.data(), part.size());
  sending_ = result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED;
  if (result >= 0) return {IoStatus::ok, static_cast<std::size_t>(result)};
  return ended(static_cast<int>(result));
}

IoResult TlsTransport::ended(int error) {
  switch (error) {
    case GNUTLS_E_AGAIN:
    case GNUTLS_E_INTERRUPTED:
      return {IoStatus::would_block, 0};
    case GNUTLS_E_PREMATURE_TERMINATION:
      // Messages say where they end: nothing can be cut off unnoticed.
      return {IoStatus::end_of_stream, 0};
    case GNUTLS_E_REHANDSHAKE:
      gnutls_alert_send(session_.get(), GNUTLS_AL_FATAL, GNUTLS_A_NO_RENEGOTIATION);
      failure_ = "it asks for a second handshake";
      return {IoStatus::other, 0};
    default:
      if (gnutls_error_is_fatal(error) == 0) return {IoStatus::would_block, 0};
      if (below_ != IoStatus::ok && below_ != IoStatus::end_of_stream) return {below_, 0};
      failure_ = gnutls_strerror(error);
      return {IoStatus::other, 0};
  }
}

void TlsTransport::close() {
  if (stage_ == Stage::open && stream_->handle() != Handle::none && below_ == IoStatus::ok &&
      !sending_) {
    // As far as there is room for it: nobody waits for a client that has been closed.
    gnutls_bye(session_.get(), GNUTLS_SHUT_WR);
  }
  stream_->close();
  stage_ = Stage::failed;
}

ssize_t TlsTransport::pull(gnutls_transport_ptr_t self, void* into, std::size_t size) {
  auto& transport = *static_cast<TlsTransport*>(self);
  auto* bytes = static_cast<std::byte*>(into);
  const IoResult result = transport.stream_->read_some({bytes, size});
  if (result.bytes > 0 && !transport.first_) {
    transport.first_ = std::to_integer<unsigned char>(*bytes);
  }
  transport.bounds_.pass({bytes, result.bytes});
  return transport.result_of(result);
}

ssize_t TlsTransport::push(gnutls_transport_ptr_t self, const void* from, std::size_t size) {
  auto& transport = *static_cast<TlsTransport*>(self);
  const std::span<const std::byte> part(static_cast<const std::byte*>(from), size);
  return transport.result_of(transport.stream_->write_some({&part, 1}));
}

ssize_t TlsTransport::result_of(const IoResult& result) {
  if (result.status == IoStatus::ok) return static_cast<ssize_t>(result.bytes);
  if (result.status == IoStatus::would_block) {
    gnutls_transport_set_errno(session_.get(), EAGAIN);
    return -1;
  }
  below_ = result.status;
  if (result.status == IoStatus::end_of_stream) return 0;
  gnutls_transport_set_errno(session_.get(), ECONNRESET);
  return -1;
}

}  // namespace

std::unique_ptr<Transport> tls_transport(std::unique_ptr<Stream> stream,
                                         std::shared_ptr<const TlsCredentials> credentials) {
  return std::make_unique<TlsTransport>(
      std::move(stream), std::static_pointer_cast<const GnutlsCredentials>(std::move(credentials)));
}

}  // namespace interleave::daemon
