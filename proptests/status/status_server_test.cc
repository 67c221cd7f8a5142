#include "daemon/status/status_server.h"

#include <array>
#include <span>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using ::interleave::testing::in_world;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr Name kDoor{"status door"};

class NoLog final : public Log {
 public:
  void write(const LogLine&) override {}
  [[nodiscard]] bool enabled(LogLevel, std::string_view) const override { return false; }
};

std::optional<Page> page_at(std::string_view path) {
  if (path != "/page") return std::nullopt;
  return Page{"text/plain", std::string(1000, 'x')};
}

// A status server whose loop runs in a thread, with small sockets.
class Bench {
 public:
  explicit Bench(sim::SimWorld& world)
      : world_(world),
        loop_(world.world()),
        server_(std::make_unique<StatusServer>(
            loop_, Limits{}, log_, world.listen(kDoor, {.backlog = 2, .buffer = 100}), page_at)),
        thread_(world.threads().spawn(Name{"loop"}, [this] {
          loop_.run();
          server_.reset();
        })) {}
  ~Bench() {
    loop_.quit();
    thread_->join();
  }

  sim::SimSocket connect() { return world_.connect(kDoor); }
  std::string ask(std::string_view request) {
    sim::SimSocket socket = connect();
    EXPECT_EQ(socket.send(std::as_bytes(std::span(request))), IoStatus::ok);
    return receive_all(socket);
  }
  static std::string receive_all(sim::SimSocket& socket) {
    std::string all;
    std::array<std::byte, 64> room{};
    for (;;) {
      const IoResult result = socket.receive(room);
      if (result.status != IoStatus::ok) return all;
      for (const std::byte byte : std::span(room).first(result.bytes)) {
        all += static_cast<char>(byte);
      }
    }
  }

 private:
  sim::SimWorld& world_;
  NoLog log_;
  EventLoop loop_;
  std::unique_ptr<StatusServer> server_;
  std::unique_ptr<Thread> thread_;
};

TEST(StatusServer, AnswersWithThePageInAsManyWritesAsItTakes) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    const std::string response = bench.ask("GET /page HTTP/1.0\r\n\r\n");
    EXPECT_THAT(response, StartsWith("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n"
                                     "Content-Length: 1000\r\n"));
    EXPECT_TRUE(response.ends_with("\r\n\r\n" + std::string(1000, 'x')));
  });
}

TEST(StatusServer, ToldWhatIsWrong) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    EXPECT_THAT(bench.ask("GET /none HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.0 404 "));
    EXPECT_THAT(bench.ask("PUT /page HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.0 405 "));
    EXPECT_THAT(bench.ask("hello\n"), StartsWith("HTTP/1.0 400 "));
  });
}

// Visitors who say nothing fill every place; who comes after them is served at their deadline.
TEST(StatusServer, SilentVisitorsHoldThePlaceForTheirDeadlineOnly) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    std::vector<sim::SimSocket> silent;
    for (std::size_t i = 0; i < StatusServer::kMostVisitors; ++i) silent.push_back(bench.connect());
    const Instant begin = world.clock().now();
    EXPECT_THAT(bench.ask("GET /page HTTP/1.0\r\n\r\n"), HasSubstr("200 OK"));
    EXPECT_GE(world.clock().now() - begin, Visitor::kDeadline / 2);
    EXPECT_LE(world.clock().now() - begin, Visitor::kDeadline + std::chrono::seconds(1));
    for (sim::SimSocket& socket : silent) EXPECT_EQ(Bench::receive_all(socket), "");
  });
}

// A deadline for all of it: bytes that trickle in move nothing.
TEST(StatusServer, ATrickleDoesNotMoveTheDeadline) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world);
    sim::SimSocket slow = bench.connect();
    const Instant begin = world.clock().now();
    const std::array<std::byte, 1> one = {std::byte{'a'}};
    while (slow.send(one) == IoStatus::ok) {
      world.sleep_until(later(world.clock().now(), std::chrono::seconds(1)));
    }
    EXPECT_LE(world.clock().now() - begin, Visitor::kDeadline + std::chrono::seconds(2));
  });
}

}  // namespace
}  // namespace interleave::daemon
