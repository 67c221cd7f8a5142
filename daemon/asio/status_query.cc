#include "daemon/asio/status_query.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "daemon/asio/descriptor.h"
#include "daemon/asio/unix_file.h"

namespace interleave::daemon {
namespace {

constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};

StatusAnswer failure(const std::string& socket, std::string_view what) {
  if (errno == ENOENT || errno == ECONNREFUSED) {
    return {std::nullopt, fmt::format("no interleaved serves {}", socket)};
  }
  const char* why = errno == EAGAIN ? "no answer for ten seconds" : std::strerror(errno);
  return {std::nullopt, fmt::format("cannot {} {}: {}", what, socket, why)};
}

// The body of a whole response, if it is a good one.
StatusAnswer body_of(const std::string& socket, std::string_view response) {
  const std::size_t end = response.find("\r\n\r\n");
  if (!response.starts_with("HTTP/1.0 200 ") || end == std::string_view::npos) {
    return {std::nullopt, fmt::format("{} is not an interleaved's status socket", socket)};
  }
  return {std::string(response.substr(end + 4)), {}};
}

}  // namespace

StatusAnswer ask_status(const std::string& socket, std::string_view path) {
  const auto address = unix_address(socket);
  if (!address) return {std::nullopt, fmt::format("{} is too long for a socket's path", socket)};
  const Descriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  for (const int timeout : {SO_RCVTIMEO, SO_SNDTIMEO}) {
    ::setsockopt(connection.get(), SOL_SOCKET, timeout, &kPatience, sizeof(kPatience));
  }
  const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&*address));
  if (::connect(connection.get(), generic, sizeof(*address)) != 0) {
    return failure(socket, "connect to");
  }
  const std::string request = fmt::format("GET {} HTTP/1.0\r\n\r\n", path);
  if (::send(connection.get(), request.data(), request.size(), MSG_NOSIGNAL) < 0) {
    return failure(socket, "write to");
  }
  std::string response;
  std::array<char, 16384> room{};
  for (;;) {
    const ssize_t size = ::recv(connection.get(), room.data(), room.size(), 0);
    if (size < 0) return failure(socket, "read from");
    if (size == 0) return body_of(socket, response);
    response.append(room.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace interleave::daemon
