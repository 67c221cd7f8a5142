#include "daemon/asio/stream.h"

#include <array>
#include <cstddef>
#include <new>
#include <span>
#include <utility>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <sys/socket.h>

#include "daemon/asio/errors.h"
#include "daemon/asio/file_passing.h"
#include "daemon/asio/reactor.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

using boost::asio::generic::stream_protocol;
using Socket = boost::asio::basic_stream_socket<stream_protocol, Executor>;
using SocketSource = AsioSource<Socket>;

class AsioStream final : public Stream {
 public:
  AsioStream(boost::intrusive_ptr<SocketSource> source, bool local, PeerIdentity peer)
      : source_(std::move(source)), local_(local), peer_(std::move(peer)) {}
  ~AsioStream() override { close(); }

  [[nodiscard]] Handle handle() const override {
    return source_ == nullptr ? Handle::none : static_cast<Handle>(source_->descriptor());
  }
  [[nodiscard]] IoResult read_some(std::span<std::byte> into) override;
  [[nodiscard]] IoResult write_some(std::span<const std::span<const std::byte>> from) override;
  [[nodiscard]] bool carries_files() const override { return local_; }
  [[nodiscard]] IoResult read_with_file(std::span<std::byte> into, Arrival& with) override;
  [[nodiscard]] IoResult write_file(const OpenFile& file) override;
  void shut_down_sending() override;
  void close() override;
  [[nodiscard]] const PeerIdentity& peer() const override { return peer_; }

 private:
  static IoResult result(std::size_t bytes, const boost::system::error_code& error) {
    if (!error) return {IoStatus::ok, bytes};
    return {transfer_status(error), 0};
  }

  boost::intrusive_ptr<SocketSource> source_;  // null once closed
  const bool local_;
  const PeerIdentity peer_;
};

IoResult AsioStream::read_some(std::span<std::byte> into) {
  IL_ASSERT(!into.empty(), "a read has no room");
  if (source_ == nullptr) return {IoStatus::closed, 0};
  boost::system::error_code error;
  const std::size_t bytes =
      source_->object().read_some(boost::asio::buffer(into.data(), into.size()), error);
  return result(bytes, error);
}

IoResult AsioStream::write_some(std::span<const std::span<const std::byte>> from) {
  if (source_ == nullptr) return {IoStatus::closed, 0};
  // What does not fit here is written by the next call: a prefix is all that is promised.
  constexpr std::size_t kMostBuffers = 16;
  std::array<boost::asio::const_buffer, kMostBuffers> buffers;
  std::size_t used = 0;
  for (const auto& part : from) {
    if (part.empty()) continue;
    buffers[used++] = boost::asio::buffer(part.data(), part.size());
    if (used == kMostBuffers) break;
  }
  IL_ASSERT(used > 0, "a write has nothing to write");
  boost::system::error_code error;
  const std::size_t bytes =
      used == 1 ? source_->object().write_some(buffers[0], error)
                : source_->object().write_some(std::span(buffers).first(used), error);
  return result(bytes, error);
}

IoResult AsioStream::read_with_file(std::span<std::byte> into, Arrival& with) {
  if (source_ == nullptr || !local_) return read_some(into);
  IL_ASSERT(!into.empty(), "a read has no room");
  return receive_with_file(source_->descriptor(), into, with);
}

IoResult AsioStream::write_file(const OpenFile& file) {
  if (source_ == nullptr) return {IoStatus::closed, 0};
  if (!local_) return {IoStatus::other, 0};
  return send_file(source_->descriptor(), file);
}

void AsioStream::shut_down_sending() {
  if (source_ == nullptr) return;
  boost::system::error_code peer_is_gone;
  source_->object().shutdown(Socket::shutdown_send, peer_is_gone);
}

void AsioStream::close() {
  if (source_ == nullptr) return;
  source_->reactor().remove(*source_);
  boost::system::error_code ignored;
  source_->object().close(ignored);
  source_ = nullptr;
}

}  // namespace

Opened make_stream(Reactor& reactor, int family, Descriptor socket, PeerIdentity peer) {
  try {
    Socket object(reactor.context().get_executor());
    boost::system::error_code error;
    object.assign(stream_protocol(family, 0), socket.get(), error);
    if (error) return {watch_status(error), nullptr};
    socket.release();
    object.non_blocking(true, error);
    boost::intrusive_ptr<SocketSource> source(new SocketSource(reactor, std::move(object)));
    // In this order, so that whatever fails closes the socket and is not known.
    auto stream = std::make_unique<AsioStream>(source, family == AF_UNIX, std::move(peer));
    reactor.add(std::move(source));
    return {IoStatus::ok, std::move(stream)};
  } catch (const std::bad_alloc&) {
    return {IoStatus::no_memory, nullptr};
  }
}

}  // namespace interleave::daemon
