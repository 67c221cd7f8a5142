#include "proptests/real/fuzz/conversation.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <span>
#include <tuple>

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/rpc/frame.h"

namespace interleave::fuzz {
namespace {

constexpr std::int32_t kClose = 2;
constexpr int kPatienceMs = 60'000;

// What a reply repeats of its call.
using CallName = std::tuple<std::uint32_t, std::uint32_t, std::int32_t, std::uint32_t>;
CallName name_of(const rpc::FrameHeader& header) {
  return {header.program, header.version, header.procedure, header.serial};
}

// What the daemon owes for a stream of bytes: its own reading of the protocol.
struct Debt {
  std::map<CallName, int> calls;
  std::size_t silent = 0;
  bool bad_length = false;
  bool incomplete = false;
};

Debt read_as_daemon(std::span<const std::byte> bytes) {
  Debt debt;
  while (!bytes.empty()) {
    if (bytes.size() < rpc::kLengthSize) {
      debt.incomplete = true;
      break;
    }
    const std::size_t length = rpc::decode_length(bytes);
    if (!rpc::valid_length(length)) {
      debt.bad_length = true;
      break;
    }
    if (bytes.size() < length) {
      debt.incomplete = true;
      break;
    }
    const rpc::FrameHeader header = rpc::decode_header(bytes.subspan(rpc::kLengthSize));
    const bool with_fds = header.type == rpc::FrameType::call_with_fds;
    // Each descriptor comes with a byte after the frame; the fuzzer's bytes come without.
    const bool counted = with_fds && length >= rpc::kMinFrame + rpc::kLengthSize;
    const std::size_t descriptors = counted ? rpc::decode_length(bytes.subspan(rpc::kMinFrame)) : 0;
    if (descriptors > rpc::kMostDescriptors || (descriptors > 0 && bytes.size() > length)) {
      debt.bad_length = true;
      break;
    }
    if (descriptors > 0) {
      debt.incomplete = true;
      break;
    }
    if (with_fds || header.type == rpc::FrameType::call) {
      ++debt.calls[name_of(header)];
    } else {
      ++debt.silent;
    }
    bytes = bytes.subspan(length);
  }
  return debt;
}

class Connection {
 public:
  explicit Connection(const std::string& path)
      : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof(address.sun_path) - 1);
    const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
    connected_ = ::connect(socket_, generic, sizeof(address)) == 0;
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }

  // Sends everything, then the end, while it reads to the daemon's end. False when that does not
  // come.
  bool exchange(std::span<const std::byte> out, Bytes& in) {
    bool sending = true;
    for (;;) {
      if (sending && out.empty()) {
        ::shutdown(socket_, SHUT_WR);
        sending = false;
      }
      pollfd wait{socket_, static_cast<short>(sending ? POLLIN | POLLOUT : POLLIN), 0};
      if (::poll(&wait, 1, kPatienceMs) <= 0) return false;
      if (sending && (wait.revents & (POLLOUT | POLLHUP | POLLERR)) != 0) sending = send(out);
      if ((wait.revents & (POLLIN | POLLHUP | POLLERR)) != 0 && !receive(in)) return true;
    }
  }

 private:
  // False when the daemon reads no more.
  bool send(std::span<const std::byte>& out) {
    const ssize_t sent = ::send(socket_, out.data(), out.size(), MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    out = out.subspan(static_cast<std::size_t>(sent));
    return true;
  }
  // False at the end.
  bool receive(Bytes& in) {
    std::array<std::byte, 65'536> room;
    const ssize_t received = ::recv(socket_, room.data(), room.size(), 0);
    if (received < 0) return errno == EAGAIN;
    in.insert(in.end(), room.begin(), room.begin() + received);
    return received > 0;
  }

  int socket_;
  bool connected_ = false;
};

// Settles `debt` with what came back; what is wrong with it, or nothing.
std::string settle(std::span<const std::byte> in, Debt& debt, Tally& tally, bool& close_granted) {
  while (!in.empty()) {
    if (in.size() < rpc::kMinFrame || !rpc::valid_length(rpc::decode_length(in)) ||
        rpc::decode_length(in) > in.size()) {
      return "the daemon has sent a broken frame";
    }
    const rpc::FrameHeader header = rpc::decode_header(in.subspan(rpc::kLengthSize));
    in = in.subspan(rpc::decode_length(in));
    // Pongs, and events where a call has asked for them.
    if (header.type == rpc::FrameType::message) continue;
    if (header.type != rpc::FrameType::reply && header.type != rpc::FrameType::reply_with_fds) {
      return fmt::format("a frame of type {} came", static_cast<unsigned>(header.type));
    }
    const auto owed = debt.calls.find(name_of(header));
    if (owed == debt.calls.end()) {
      return fmt::format("a reply to procedure {} serial {}, which was not called or is answered",
                         header.procedure, header.serial);
    }
    if (--owed->second == 0) debt.calls.erase(owed);
    ++tally.answered;
    close_granted =
        close_granted || (header.procedure == kClose && header.program == rpc::kRemoteProgram &&
                          header.status == rpc::FrameStatus::ok);
  }
  return {};
}

}  // namespace

std::string converse(const std::string& socket_path, const Bytes& bytes, Tally& tally) {
  ++tally.connections;
  Connection connection(socket_path);
  if (!connection.connected()) return "the daemon does not take connections";
  Bytes in;
  if (!connection.exchange(bytes, in)) return "the daemon does not end the connection";
  Debt debt = read_as_daemon(bytes);
  bool close_granted = false;
  if (std::string wrong = settle(in, debt, tally, close_granted); !wrong.empty()) return wrong;
  if (!debt.calls.empty() && !close_granted) {
    const auto& [program, version, procedure, serial] = debt.calls.begin()->first;
    return fmt::format("no reply to program {:#x} version {} procedure {} serial {}", program,
                       version, procedure, serial);
  }
  for (const auto& [call, count] : debt.calls) tally.after_close += static_cast<std::size_t>(count);
  tally.silent += debt.silent;
  (close_granted ? tally.bad_after_close : tally.bad_lengths) += debt.bad_length ? 1 : 0;
  tally.incomplete += debt.incomplete ? 1 : 0;
  return {};
}

}  // namespace interleave::fuzz
