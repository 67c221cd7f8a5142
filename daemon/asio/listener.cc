#include "daemon/asio/listener.h"

#include <memory>
#include <new>
#include <utility>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <sys/socket.h>

#include "daemon/asio/errors.h"
#include "daemon/asio/reactor.h"
#include "daemon/asio/stream.h"

namespace interleave::daemon {
namespace {

using boost::asio::generic::stream_protocol;
using Acceptor = boost::asio::basic_socket_acceptor<stream_protocol, Executor>;
using AcceptorSource = AsioSource<Acceptor>;

class AsioListener final : public Listener {
 public:
  AsioListener(boost::intrusive_ptr<AcceptorSource> source, ListenerParts parts)
      : source_(std::move(source)), parts_(std::move(parts)) {}
  ~AsioListener() override { close(); }

  [[nodiscard]] Handle handle() const override {
    return source_ == nullptr ? Handle::none : static_cast<Handle>(source_->descriptor());
  }
  [[nodiscard]] Accepted accept() override;
  void close() override;

 private:
  boost::intrusive_ptr<AcceptorSource> source_;  // null once closed
  const ListenerParts parts_;                    // without the socket
};

Accepted AsioListener::accept() {
  if (source_ == nullptr) return {IoStatus::closed, nullptr};
  // Asio's own accept leaves a moment in which a child process could inherit the descriptor.
  Descriptor socket(
      ::accept4(source_->descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!socket.valid()) return {accept_status(last_error()), nullptr};
  try {
    PeerIdentity peer = parts_.greet(socket.get());
    Opened opened =
        make_stream(source_->reactor(), parts_.family, std::move(socket), std::move(peer));
    return {opened.status, std::move(opened.stream)};
  } catch (const std::bad_alloc&) {
    return {IoStatus::no_memory, nullptr};
  }
}

void AsioListener::close() {
  if (source_ == nullptr) return;
  source_->reactor().remove(*source_);
  if (parts_.on_close) parts_.on_close();
  boost::system::error_code ignored;
  source_->object().close(ignored);
  source_ = nullptr;
}

Listening failure(const ListenerParts& parts, IoStatus status, std::string reason) {
  if (parts.on_close) parts.on_close();
  return {status, nullptr, std::move(reason)};
}

}  // namespace

Listening make_listener(Reactor& reactor, ListenerParts parts) {
  try {
    Acceptor object(reactor.context().get_executor());
    boost::system::error_code error;
    object.assign(stream_protocol(parts.family, 0), parts.socket.get(), error);
    if (error) return failure(parts, watch_status(error), error.message());
    parts.socket.release();
    object.non_blocking(true, error);
    boost::intrusive_ptr<AcceptorSource> source(new AcceptorSource(reactor, std::move(object)));
    reactor.add(source);
    return {IoStatus::ok, std::make_unique<AsioListener>(std::move(source), std::move(parts)), {}};
  } catch (const std::bad_alloc&) {
    return failure(parts, IoStatus::no_memory, "out of memory");
  }
}

}  // namespace interleave::daemon
