#include "daemon/asio/unix_socket.h"

#include <cerrno>
#include <new>
#include <utility>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <sys/socket.h>

#include "daemon/asio/errors.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/reactor.h"
#include "daemon/asio/stream.h"
#include "daemon/asio/unix_file.h"

namespace interleave::daemon {
namespace {

using boost::asio::local::stream_protocol;
using Acceptor = boost::asio::basic_socket_acceptor<stream_protocol, Executor>;
using AcceptorSource = AsioSource<Acceptor>;

// Who has connected, at that moment: what the peer does to itself later changes nothing.
PeerIdentity identity_of(int socket) {
  PeerIdentity peer;
  ucred credentials{};
  socklen_t size = sizeof(credentials);
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) == 0) {
    peer.user = credentials.uid;
    peer.group = credentials.gid;
    peer.process = credentials.pid;
  }
  return peer;
}

class UnixListener final : public Listener {
 public:
  UnixListener(boost::intrusive_ptr<AcceptorSource> source, std::string path, FileIdentity file)
      : source_(std::move(source)), path_(std::move(path)), file_(file) {}
  ~UnixListener() override { close(); }

  [[nodiscard]] Handle handle() const override {
    return source_ == nullptr ? Handle::none : static_cast<Handle>(source_->descriptor());
  }
  [[nodiscard]] Accepted accept() override;
  void close() override;

 private:
  boost::intrusive_ptr<AcceptorSource> source_;  // null once closed
  const std::string path_;
  const FileIdentity file_;
};

Accepted UnixListener::accept() {
  if (source_ == nullptr) return {IoStatus::closed, nullptr};
  // Asio's own accept leaves a moment in which a child process could inherit the descriptor.
  Descriptor socket(
      ::accept4(source_->descriptor(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!socket.valid()) return {accept_status(last_error()), nullptr};
  PeerIdentity peer = identity_of(socket.get());
  Opened opened = make_stream(source_->reactor(), AF_UNIX, std::move(socket), std::move(peer));
  return {opened.status, std::move(opened.stream)};
}

void UnixListener::close() {
  if (source_ == nullptr) return;
  source_->reactor().remove(*source_);
  // The file goes first: who finds no file is told "nobody there", not "refused".
  remove_socket_file(path_, file_);
  boost::system::error_code ignored;
  source_->object().close(ignored);
  source_ = nullptr;
}

}  // namespace

Listening listen_unix(AsioPoller& poller, const UnixAddress& address) {
  Bound bound = bind_unix(address);
  if (bound.status != IoStatus::ok) return {bound.status, nullptr, std::move(bound.reason)};
  Reactor& reactor = poller.reactor();
  try {
    Acceptor object(reactor.context().get_executor());
    boost::system::error_code error;
    object.assign(stream_protocol(), bound.socket.get(), error);
    if (error) {
      remove_socket_file(address.path, bound.file);
      return {watch_status(error), nullptr, error.message()};
    }
    bound.socket.release();
    object.non_blocking(true, error);
    boost::intrusive_ptr<AcceptorSource> source(new AcceptorSource(reactor, std::move(object)));
    reactor.add(source);
    return {IoStatus::ok,
            std::make_unique<UnixListener>(std::move(source), address.path, bound.file),
            {}};
  } catch (const std::bad_alloc&) {
    remove_socket_file(address.path, bound.file);
    return {IoStatus::no_memory, nullptr, "out of memory"};
  }
}

Connected connect_unix(AsioPoller& poller, const std::string& path) {
  const std::optional<sockaddr_un> address = unix_address(path);
  if (!address) return {IoStatus::other, nullptr};
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket.valid()) return {open_status(last_error()), nullptr};
  const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&*address));
  if (::connect(socket.get(), generic, sizeof(*address)) != 0) {
    return {open_status(last_error()), nullptr};
  }
  PeerIdentity peer = identity_of(socket.get());
  Opened opened = make_stream(poller.reactor(), AF_UNIX, std::move(socket), std::move(peer));
  return {opened.status, std::move(opened.stream)};
}

}  // namespace interleave::daemon
