#include "daemon/asio/tcp_socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "daemon/asio/descriptor.h"
#include "daemon/asio/errors.h"
#include "daemon/asio/listener.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/reactor.h"

namespace interleave::daemon {
namespace {

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

void set(int socket, int level, int option, int value) {
  ::setsockopt(socket, level, option, &value, sizeof(value));
}

void switch_on(int socket, int level, int option) {
  set(socket, level, option, 1);
}

// "127.0.0.1:16509", "[::1]:16509".
std::string to_text(const sockaddr* address, socklen_t size) {
  std::array<char, NI_MAXHOST> host;
  std::array<char, NI_MAXSERV> port;
  if (::getnameinfo(address, size, host.data(), host.size(), port.data(), port.size(),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return "an unknown address";
  }
  const bool v6 = address->sa_family == AF_INET6;
  return fmt::format("{}{}{}:{}", v6 ? "[" : "", host.data(), v6 ? "]" : "", port.data());
}

PeerIdentity greet(int socket) {
  switch_on(socket, IPPROTO_TCP, TCP_NODELAY);
  // A peer whose machine is gone, or whose reset was lost, would be a client for ever. The times
  // are the system's (tcp_keepalive_time).
  switch_on(socket, SOL_SOCKET, SO_KEEPALIVE);
  PeerIdentity peer;
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  auto* generic = static_cast<sockaddr*>(static_cast<void*>(&address));
  peer.address = ::getpeername(socket, generic, &size) == 0 ? to_text(generic, size)
                                                            : "an address that has gone";
  return peer;
}

struct Attempt {
  Listening listening;
  bool no_such_family = false;  // the machine has no addresses of that kind
};

Attempt listen_at(AsioPoller& poller, const addrinfo& where, const TcpAddress& address) {
  const auto failure = [&where](const char* what) {
    const boost::system::error_code error = last_error();
    const bool no_such_family = error.value() == EAFNOSUPPORT || error.value() == EADDRNOTAVAIL;
    return Attempt{{open_status(error), nullptr,
                    fmt::format("cannot {} {}: {}", what, to_text(where.ai_addr, where.ai_addrlen),
                                error.message())},
                   no_such_family};
  };
  ListenerParts parts;
  parts.family = where.ai_family;
  parts.socket =
      Descriptor(::socket(where.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!parts.socket.valid()) return failure("make a socket for");
  // A daemon that starts again need not wait for the last connections of the one before.
  switch_on(parts.socket.get(), SOL_SOCKET, SO_REUSEADDR);
  if (where.ai_family == AF_INET6) switch_on(parts.socket.get(), IPPROTO_IPV6, IPV6_V6ONLY);
  if (address.write_timeout) {
    // What is accepted inherits it. SO_KEEPALIVE asks nothing while something is unacknowledged.
    const auto most = std::chrono::milliseconds(std::numeric_limits<int>::max());
    const auto timeout = std::chrono::ceil<std::chrono::milliseconds>(*address.write_timeout);
    set(parts.socket.get(), IPPROTO_TCP, TCP_USER_TIMEOUT,
        static_cast<int>(std::min(timeout, most).count()));
  }
  if (::bind(parts.socket.get(), where.ai_addr, where.ai_addrlen) != 0) return failure("bind to");
  if (::listen(parts.socket.get(), address.backlog) != 0) return failure("listen at");
  parts.greet = greet;
  return {make_listener(poller.reactor(), std::move(parts)), false};
}

}  // namespace

TcpListening listen_tcp(AsioPoller& poller, const TcpAddress& address) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const int error = ::getaddrinfo(address.host.empty() ? nullptr : address.host.c_str(),
                                  address.service.c_str(), &hints, &found);
  if (error != 0) {
    return {IoStatus::refused,
            {},
            fmt::format("cannot find \"{}\" port \"{}\": {}", address.host, address.service,
                        ::gai_strerror(error))};
  }
  const Addresses addresses(found, &::freeaddrinfo);
  TcpListening result;
  Listening missing;
  for (const addrinfo* each = addresses.get(); each != nullptr; each = each->ai_next) {
    Attempt attempt = listen_at(poller, *each, address);
    Listening& one = attempt.listening;
    if (one.status == IoStatus::ok) {
      result.listeners.push_back(std::move(one.listener));
    } else if (attempt.no_such_family) {
      missing = std::move(one);
    } else {
      return {one.status, {}, std::move(one.reason)};
    }
  }
  if (result.listeners.empty()) return {missing.status, {}, std::move(missing.reason)};
  return result;
}

}  // namespace interleave::daemon
