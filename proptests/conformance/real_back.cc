// The suite in the real world: local sockets in a directory of their own.
#include <filesystem>
#include <string>
#include <utility>

#include <stdlib.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/threads.h"
#include "daemon/asio/unix_socket.h"
#include "proptests/conformance/seam_test.h"

namespace interleave::conformance {
namespace {

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
  Dialled dial() override {
    daemon::Connected connected = daemon::connect_unix(poller_, path_);
    return {connected.status, std::move(connected.stream)};
  }

 private:
  const std::string path_;
  NoTrace trace_;
  daemon::RealClock clock_;
  daemon::RealThreads threads_;
  daemon::AsioPoller poller_;
};

class RealBack final : public Back {
 public:
  void run(const std::function<void(Place&)>& body) override {
    std::string directory =
        (std::filesystem::temp_directory_path() / "conformance-XXXXXX").string();
    ASSERT_NE(::mkdtemp(directory.data()), nullptr);
    {
      RealPlace place(directory + "/socket");
      body(place);
    }
    // Fails when a socket file has been left behind.
    std::error_code error;
    EXPECT_TRUE(std::filesystem::remove(directory, error)) << error.message();
  }
};

RealBack back;

INSTANTIATE_TEST_SUITE_P(Real, SeamTest, testing::Values(&back));

}  // namespace
}  // namespace interleave::conformance
