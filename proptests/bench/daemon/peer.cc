#include "proptests/bench/daemon/peer.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "proptests/bench/daemon/wire.h"

namespace interleave::bench {
namespace {

[[noreturn]] void fail_with_errno(std::string_view what) {
  throw LoadFailure(fmt::format("{}: {}", what, std::strerror(errno)));
}

// The whole frame at the front of `bytes`, taken out; empty when it is not complete.
std::string take_frame(std::string& bytes) {
  if (bytes.size() < kHeaderBytes) return {};
  const std::size_t length = word_at(bytes, 0);
  if (length < kHeaderBytes) throw LoadFailure("an answer's length is too small");
  if (bytes.size() < length) return {};
  std::string frame = bytes.substr(0, length);
  bytes.erase(0, length);
  return frame;
}

}  // namespace

Peer::Peer(const std::string& path)
    : descriptor_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (descriptor_ < 0) fail_with_errno("socket");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw LoadFailure(path + ": too long for a socket");
  path.copy(address.sun_path, path.size());
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (::connect(descriptor_, generic, sizeof address) != 0) fail_with_errno(path);
  call(call_frame(Procedure::auth_list, serial_++), "AUTH_LIST");
  call(call_frame(Procedure::open, serial_++, open_body("test:///default")), "OPEN");
}

Peer::~Peer() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Peer::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) fail_with_errno("send");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void Peer::send_calls(std::size_t count, SteadyTime now) {
  std::string frames;
  for (std::size_t n = 0; n < count; ++n) {
    frames += call_frame(Procedure::get_lib_version, serial_++);
    waiting_.push_back(now);
  }
  send(frames);
}

std::size_t Peer::take_answers(std::vector<std::chrono::nanoseconds>& took) {
  std::array<char, 16384> buffer;
  const ssize_t size = ::recv(descriptor_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return 0;
  if (size < 0) fail_with_errno("recv");
  if (size == 0) throw LoadFailure("the daemon has closed the connection");
  received_.append(buffer.data(), static_cast<std::size_t>(size));
  const SteadyTime now = std::chrono::steady_clock::now();
  std::size_t count = 0;
  for (std::string frame; !(frame = take_frame(received_)).empty(); ++count) {
    if (word_at(frame, kStatusOffset) != 0) throw LoadFailure("GET_LIB_VERSION is refused");
    if (waiting_.empty()) throw LoadFailure("an answer to no call");
    took.push_back(now - waiting_.front());
    waiting_.pop_front();
  }
  return count;
}

std::string Peer::receive_frame() {
  for (;;) {
    if (std::string frame = take_frame(received_); !frame.empty()) return frame;
    std::array<char, 4096> buffer;
    const ssize_t size = ::recv(descriptor_, buffer.data(), buffer.size(), 0);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail_with_errno("recv");
    if (size == 0) throw LoadFailure("the daemon has closed the connection");
    received_.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

void Peer::call(std::string_view frame, std::string_view what) {
  send(frame);
  const std::string answer = receive_frame();
  if (word_at(answer, kStatusOffset) != 0) throw LoadFailure(fmt::format("{} is refused", what));
}

void Peer::say_goodbye() {
  call(call_frame(Procedure::close, serial_++), "CLOSE");
}

}  // namespace interleave::bench
