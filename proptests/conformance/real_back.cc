// The suite in the real world: local sockets in a directory of their own.
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/file_passing.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/threads.h"
#include "daemon/asio/unix_socket.h"
#include "proptests/conformance/seam_test.h"

namespace interleave::conformance {
namespace {

// A blocking socket without Asio: what the daemon's clients are.
class RealPeer final : public Peer {
 public:
  explicit RealPeer(int socket) : socket_(socket) {}
  ~RealPeer() override { close(); }

  IoStatus send(std::string_view text) override {
    while (!text.empty()) {
      const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
      if (sent < 0) return IoStatus::reset;
      text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return IoStatus::ok;
  }
  IoResult receive(std::span<std::byte> into) override {
    const ssize_t received = ::recv(socket_, into.data(), into.size(), 0);
    if (received > 0) return {IoStatus::ok, static_cast<std::size_t>(received)};
    return {received == 0 ? IoStatus::end_of_stream : IoStatus::reset, 0};
  }
  IoStatus send_file(const OpenFile& file) override {
    return daemon::send_file(socket_, file).status;
  }
  IoResult receive_with_file(std::span<std::byte> into, FileRef& file) override {
    Arrival arrival;
    const IoResult result = daemon::receive_with_file(socket_, into, arrival);
    file = std::move(arrival.file);
    return result;
  }
  void shut_down_sending() override { ::shutdown(socket_, SHUT_WR); }
  void close() override {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
  }

 private:
  int socket_;
};

std::unique_ptr<Peer> dial_unix(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
  if (::connect(socket, generic, sizeof(address)) == 0) return std::make_unique<RealPeer>(socket);
  ::close(socket);
  return nullptr;
}

class RealPlace final : public Place {
 public:
  explicit RealPlace(std::string path)
      : path_(std::move(path)), threads_(trace_), poller_(threads_, trace_) {}

  World world() override { return {clock_, threads_, poller_, trace_}; }
  std::unique_ptr<Listener> listen(int backlog) override {
    daemon::UnixAddress address;
    address.path = path_;
    address.backlog = backlog;
    daemon::Listening listening = daemon::listen_unix(poller_, address);
    EXPECT_EQ(listening.reason, "");
    return std::move(listening.listener);
  }
  std::unique_ptr<Peer> dial() override { return dial_unix(path_); }
  FileRef open_file() override {
    daemon::Descriptor descriptor(::memfd_create("conformance", MFD_CLOEXEC));
    EXPECT_TRUE(descriptor.valid());
    return daemon::make_file(std::move(descriptor));
  }
  bool same(const OpenFile& one, const OpenFile& other) override {
    struct stat first;
    struct stat second;
    EXPECT_EQ(::fstat(one.number(), &first), 0);
    EXPECT_EQ(::fstat(other.number(), &second), 0);
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino;
  }

 private:
  const std::string path_;
  NoTrace trace_;
  daemon::RealClock clock_;
  daemon::RealThreads threads_;
  daemon::AsioPoller poller_;
};

std::ptrdiff_t open_descriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

class RealBack final : public Back {
 public:
  void run(const std::function<void(Place&)>& body) override {
    std::string directory =
        (std::filesystem::temp_directory_path() / "conformance-XXXXXX").string();
    ASSERT_NE(::mkdtemp(directory.data()), nullptr);
    const std::ptrdiff_t open_before = open_descriptors();
    {
      RealPlace place(directory + "/socket");
      body(place);
    }
    EXPECT_EQ(open_descriptors(), open_before) << "descriptors are left open";
    // Fails when a socket file has been left behind.
    std::error_code error;
    EXPECT_TRUE(std::filesystem::remove(directory, error)) << error.message();
  }
};

RealBack back;

INSTANTIATE_TEST_SUITE_P(Real, SeamTest, testing::Values(&back));

}  // namespace
}  // namespace interleave::conformance
