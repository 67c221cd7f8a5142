#include "proptests/bench/daemon/peer.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/rpc/codec.h"
#include "daemon/rpc/connect_types.h"

namespace interleave::bench {
namespace {

constexpr std::int32_t kOpen = 1;
constexpr std::int32_t kClose = 2;
constexpr std::int32_t kAuthList = 66;
constexpr std::int32_t kGetLibVersion = 157;

constexpr std::size_t kMostBody = 256;

[[noreturn]] void fail_with_errno(std::string_view what) {
  throw LoadFailure(fmt::format("{}: {}", what, std::strerror(errno)));
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
  Bytes body;
  rpc::XdrEncoder to(body, kMostBody);
  rpc::encode(to, rpc::ConnectOpenArgs{.name = rpc::String("test:///default")});
  call(kAuthList, "AUTH_LIST");
  call(kOpen, "OPEN", body);
}

Peer::~Peer() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Peer::Bytes Peer::next_call(std::int32_t procedure, std::span<const std::byte> body) {
  return rpc::encode_frame({.program = rpc::kRemoteProgram,
                            .version = rpc::kRemoteVersion,
                            .procedure = procedure,
                            .serial = serial_++},
                           body);
}

void Peer::send(std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) fail_with_errno("send");
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
}

void Peer::send_calls(std::size_t count, SteadyTime now) {
  Bytes frames;
  for (std::size_t n = 0; n < count; ++n) {
    const Bytes frame = next_call(kGetLibVersion);
    frames.insert(frames.end(), frame.begin(), frame.end());
    waiting_.push_back(now);
  }
  send(frames);
}

std::size_t Peer::take_answers(std::vector<std::chrono::nanoseconds>& took) {
  if (!receive(MSG_DONTWAIT)) return 0;
  const SteadyTime now = std::chrono::steady_clock::now();
  for (const rpc::Message& answer : messages_) {
    check(answer, "GET_LIB_VERSION");
    if (waiting_.empty()) throw LoadFailure("an answer to no call");
    took.push_back(now - waiting_.front());
    waiting_.pop_front();
  }
  return messages_.size();
}

bool Peer::receive(int flags) {
  messages_.clear();
  std::array<std::byte, 16'384> buffer;
  const ssize_t size = ::recv(descriptor_, buffer.data(), buffer.size(), flags);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (size < 0) fail_with_errno("recv");
  if (size == 0) throw LoadFailure("the daemon has closed the connection");
  if (!reader_.feed(std::span(buffer).first(static_cast<std::size_t>(size)), messages_)) {
    throw LoadFailure(reader_.rejection());
  }
  return true;
}

void Peer::call(std::int32_t procedure, std::string_view name, std::span<const std::byte> body) {
  send(next_call(procedure, body));
  do {
    receive(0);
  } while (messages_.empty());
  check(messages_.front(), name);
}

void Peer::check(const rpc::Message& answer, std::string_view name) {
  if (answer.header.status != rpc::FrameStatus::ok) {
    throw LoadFailure(fmt::format("{} is refused", name));
  }
}

void Peer::say_goodbye() {
  call(kClose, "CLOSE");
}

}  // namespace interleave::bench
