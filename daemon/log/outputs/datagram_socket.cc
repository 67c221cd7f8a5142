#include "daemon/log/outputs/datagram_socket.h"

#include <optional>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>

#include "daemon/asio/unix_file.h"

namespace interleave::daemon {
namespace {

const sockaddr* generic(const sockaddr_un& address) {
  return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

Descriptor make_socket() {
  return Descriptor(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

}  // namespace

DatagramSocket::DatagramSocket(std::string path) : path_(std::move(path)), socket_(make_socket()) {}

bool DatagramSocket::reachable() const {
  const std::optional<sockaddr_un> address = unix_address(path_);
  const Descriptor probe = make_socket();
  return address && probe.valid() &&
         ::connect(probe.get(), generic(*address), sizeof(*address)) == 0;
}

bool DatagramSocket::send(std::string_view datagram) const {
  const std::optional<sockaddr_un> address = unix_address(path_);
  return address && ::sendto(socket_.get(), datagram.data(), datagram.size(),
                             MSG_DONTWAIT | MSG_NOSIGNAL, generic(*address), sizeof(*address)) >= 0;
}

}  // namespace interleave::daemon
