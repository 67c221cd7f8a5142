// Listeners, streams and model clients: a local stream socket's semantics, and every fault.
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;
using testing::Pair;
using testing::UnorderedElementsAre;

std::span<const std::byte> bytes(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

std::string text_of(std::span<const std::byte> data) {
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

IoResult write(Stream& stream, std::string_view text) {
  const std::array pieces = {bytes(text.substr(0, 1)), bytes(text.substr(1))};
  return stream.write_some(pieces);
}

// Reads once, at most 64 bytes.
std::pair<IoStatus, std::string> read(Stream& stream) {
  std::array<std::byte, 64> into{};
  const IoResult result = stream.read_some(into);
  return {result.status, text_of(std::span(into).first(result.bytes))};
}

std::pair<IoStatus, std::string> receive(SimSocket& socket) {
  std::array<std::byte, 64> into{};
  const IoResult result = socket.receive(into);
  return {result.status, text_of(std::span(into).first(result.bytes))};
}

RunOptions only(Fault fault, std::uint32_t ratio = Faults::kAlways / 3) {
  RunOptions options;
  options.faults[fault] = {.ratio = ratio, .most = 100};
  return options;
}

// Both ends in one thread: what one does is there for the other at once.
class Pair2 {
 public:
  explicit Pair2(SimWorld& world, const ListenOptions& options = {})
      : listener(world.listen({"door"}, options)), client(world.connect({"door"}, {"client"})) {
    Accepted accepted = listener->accept();
    check(world, accepted.status == IoStatus::ok, "nothing to accept");
    server = std::move(accepted.stream);
  }
  std::unique_ptr<Listener> listener;
  SimSocket client;
  std::unique_ptr<Stream> server;
};

void expect_clean(const std::function<void(SimWorld&)>& body) {
  EXPECT_THAT(verdicts(Program(body), 20), ElementsAre(Pair("", 20)));
}

TEST(Sockets, CarryBytesBothWays) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world);
    check(world, pair.client.send(bytes("ping")) == IoStatus::ok, "send");
    check(world, read(*pair.server) == std::pair(IoStatus::ok, std::string("ping")), "read");
    check(world, read(*pair.server).first == IoStatus::would_block, "nothing is left");
    check(world, write(*pair.server, "pong").bytes == 4, "write");
    check(world, receive(pair.client) == std::pair(IoStatus::ok, std::string("pong")), "receive");
  });
}

TEST(Sockets, WritesStopWhereTheBufferEnds) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world, {.backlog = 1, .buffer = 6});
    check(world, write(*pair.server, "12345678").bytes == 6, "six bytes of room");
    check(world, write(*pair.server, "78").status == IoStatus::would_block, "it is full");
    std::array<std::byte, 4> first{};
    check(world, pair.client.receive_exact(first) == IoStatus::ok, "receive");
    check(world, write(*pair.server, "78").bytes == 2, "room again");
    check(world, receive(pair.client).second == "5678", "the rest, in order");
  });
}

TEST(Sockets, APeerThatClosedLeavesItsBytesAndThenTheEnd) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world);
    check(world, pair.client.send(bytes("bye")) == IoStatus::ok, "send");
    pair.client.close();
    check(world, read(*pair.server).second == "bye", "what was sent");
    check(world, read(*pair.server).first == IoStatus::end_of_stream, "the end");
    check(world, write(*pair.server, "hello").status == IoStatus::reset, "nobody is there");
  });
}

TEST(Sockets, APeerThatClosedWithBytesUnreadResets) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world);
    check(world, pair.client.send(bytes("last")) == IoStatus::ok, "send");
    check(world, write(*pair.server, "unread").bytes == 6, "write");
    pair.client.close();
    check(world, read(*pair.server).second == "last", "what was sent");
    check(world, read(*pair.server).first == IoStatus::reset, "reset");
  });
}

TEST(Sockets, AResetLosesWhatIsUnderWay) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world);
    check(world, pair.client.send(bytes("lost")) == IoStatus::ok, "send");
    pair.client.reset();
    check(world, read(*pair.server).first == IoStatus::reset, "reset");
  });
}

TEST(Sockets, HalfOfAConnectionCanBeShutDown) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world);
    pair.client.shut_down_sending();
    check(world, read(*pair.server).first == IoStatus::end_of_stream, "the end");
    check(world, write(*pair.server, "still").bytes == 5, "the other way is open");
    check(world, receive(pair.client).second == "still", "receive");
    pair.server->shut_down_sending();
    check(world, receive(pair.client).first == IoStatus::end_of_stream, "the end");
  });
}

TEST(Sockets, TheProgramsCloseIsSeenByTheClient) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world);
    check(world, write(*pair.server, "bye").bytes == 3, "write");
    pair.server->close();
    pair.server->close();
    check(world, pair.server->handle() == Handle::none, "no handle");
    check(world, read(*pair.server).first == IoStatus::closed, "closed");
    check(world, receive(pair.client).second == "bye", "what was written");
    check(world, receive(pair.client).first == IoStatus::end_of_stream, "the end");
    check(world, pair.client.send(bytes("x")) == IoStatus::reset, "nobody is there");
  });
}

TEST(Sockets, NobodyListensNobodyConnects) {
  expect_clean([](SimWorld& world) {
    check(world, !world.connect({"door"}).connected(), "there is no door");
    auto listener = world.listen({"door"});
    SimSocket waiting = world.connect({"door"});
    check(world, waiting.connected(), "it waits in the backlog");
    listener->close();
    check(world, receive(waiting).first == IoStatus::reset, "refused");
    check(world, !world.connect({"door"}).connected(), "the door is closed");
    check(world, listener->accept().status == IoStatus::closed, "closed");
  });
}

TEST(Sockets, ConnectWaitsForRoomInTheBacklog) {
  expect_clean([](SimWorld& world) {
    auto listener = world.listen({"door"}, {.backlog = 1});
    SimSocket first = world.connect({"door"});
    std::atomic<bool> second_in = false;
    const auto other = spawn(world, {"other"}, [&] {
      const SimSocket second = world.connect({"door"});
      second_in = second.connected();
    });
    world.settle();
    check(world, !second_in, "the backlog is full");
    const Accepted accepted = listener->accept();
    other->join();
    check(world, second_in, "there was room");
  });
}

TEST(Sockets, AConnectThatWaitsIsRefusedWhenTheListenerCloses) {
  expect_clean([](SimWorld& world) {
    auto listener = world.listen({"door"}, {.backlog = 1});
    SimSocket first = world.connect({"door"});
    const auto other = spawn(
        world, {"other"}, [&] { check(world, !world.connect({"door"}).connected(), "it got in"); });
    world.settle();
    listener.reset();
    other->join();
  });
}

TEST(Sockets, HandlesAreReusedLowestFirst) {
  expect_clean([](SimWorld& world) {
    Pair2 pair(world);
    const Handle listening = pair.listener->handle();
    const Handle serving = pair.server->handle();
    check(world, world.open_handle_count() == 2, "two handles");
    pair.listener->close();
    pair.listener = world.listen({"door"});
    check(world, pair.listener->handle() == listening, "the lowest is free");
    check(world, pair.server->handle() == serving, "it is still open");
  });
}

TEST(Sockets, WhatIsLeftOpenIsALeakWithAName) {
  const Program program([](SimWorld& world) { forget(world.listen({"door"})); });
  const auto simulation = bare_simulation();
  NonPreemptive strategy;
  const RunResult& result = simulation->run(program, strategy, 1, {});
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->rule, "leak");
  EXPECT_THAT(result.finding->details, ElementsAre(HasSubstr("listener door")));
}

// Does not look at the handle for a while.
void pause(SimWorld& world, const World& outside, Handle handle) {
  std::vector<Ready> none;
  const Instant end = outside.clock.now() + std::chrono::milliseconds(1);
  outside.poller.unwatch(handle);
  while (outside.clock.now() < end) outside.poller.wait(end, none);
  check(world, outside.poller.watch(handle, Readiness::read()) == IoStatus::ok, "watch");
}

enum class Shortage : std::uint8_t { pauses, tries_again };

// A server that polls and echoes until its one client closes. `shortage`: what it does when it has
// no descriptor for that one.
void echo_once(SimWorld& world, const World& outside, Listener& listener, Shortage shortage) {
  std::unique_ptr<Stream> stream;
  std::vector<Ready> ready;
  check(world, outside.poller.watch(listener.handle(), Readiness::read()) == IoStatus::ok, "watch");
  std::string back;
  for (bool open = true; open;) {
    outside.poller.wait(kNever, ready);
    for (const Ready& one : ready) {
      if (one.handle == listener.handle()) {
        Accepted accepted = listener.accept();
        if (accepted.status == IoStatus::no_descriptors && shortage == Shortage::pauses) {
          pause(world, outside, listener.handle());
        }
        if (accepted.status != IoStatus::ok) continue;
        outside.poller.unwatch(listener.handle());
        stream = std::move(accepted.stream);
        check(world, outside.poller.watch(stream->handle(), Readiness::read()) == IoStatus::ok,
              "watch");
        continue;
      }
      const auto [status, text] = read(*stream);
      if (status == IoStatus::ok) back += text;
      if (status == IoStatus::end_of_stream || status == IoStatus::reset) open = false;
    }
    if (open && stream && !back.empty()) {
      const IoResult result = write(*stream, back);
      if (result.status == IoStatus::ok) back.erase(0, result.bytes);
      const Readiness wanted =
          back.empty() ? Readiness::read() : Readiness::read() | Readiness::write();
      check(world, outside.poller.watch(stream->handle(), wanted) == IoStatus::ok, "watch");
    }
  }
  outside.poller.unwatch(stream->handle());
}

Program echo(Shortage shortage = Shortage::pauses) {
  return Program([shortage](SimWorld& world) {
    const World outside = world.world();
    const auto listener = world.listen({"door"}, {.backlog = 1, .buffer = 8});
    const auto client = spawn(world, {"client"}, [&] {
      SimSocket socket = world.connect({"door"});
      const std::string_view message = "hello, echo";
      if (socket.send(bytes(message)) != IoStatus::ok) return;
      std::array<std::byte, 11> back{};
      const IoStatus status = socket.receive_exact(back);
      if (status == IoStatus::reset) return;
      check(world, status == IoStatus::ok && text_of(back) == message, "the echo is wrong");
    });
    echo_once(world, outside, *listener, shortage);
    client->join();
  });
}

TEST(Poller, ServesAClientInEveryOrder) {
  EXPECT_THAT(verdicts(echo(), 300), ElementsAre(Pair("", 300)));
}

TEST(Poller, ServesAClientInSpiteOfEachFault) {
  for (const Fault fault : {Fault::spurious_wakeup, Fault::short_transfer, Fault::would_block,
                            Fault::reset, Fault::no_descriptors}) {
    EXPECT_THAT(verdicts(echo(), 200, only(fault)), ElementsAre(Pair("", 200))) << to_string(fault);
  }
}

// None is free again before time has passed, and it does not pass while somebody spins.
TEST(Poller, WhoTriesAgainAtOnceWithoutADescriptorSpins) {
  const auto found = verdicts(echo(Shortage::tries_again), 20, only(Fault::no_descriptors));
  EXPECT_GT(found.at("livelock"), 0);
}

TEST(Poller, AWakeIsKeptUntilTheNextWait) {
  expect_clean([](SimWorld& world) {
    const World outside = world.world();
    std::vector<Ready> ready;
    outside.poller.wake();
    outside.poller.wake();
    outside.poller.wait(kNever, ready);
    outside.poller.wait(Instant(Duration(10)), ready);
    check(world, outside.clock.now() == Instant(Duration(10)), "two wakes are one");
  });
}

TEST(Poller, AWakeEndsTheWaitOfAnotherThread) {
  expect_clean([](SimWorld& world) {
    const World outside = world.world();
    const auto other = spawn(world, {"other"}, [&] { outside.poller.wake(); });
    std::vector<Ready> ready;
    outside.poller.wait(kNever, ready);
    check(world, ready.empty(), "nothing is ready");
    other->join();
  });
}

TEST(Poller, WithoutAWakeItWaitsForEver) {
  const Program program([](SimWorld& world) {
    std::vector<Ready> ready;
    world.world().poller.wait(kNever, ready);
  });
  EXPECT_THAT(verdicts(program, 5), ElementsAre(Pair("deadlock", 5)));
}

TEST(Poller, ReportsHangUpWithUnreadBytes) {
  expect_clean([](SimWorld& world) {
    const World outside = world.world();
    Pair2 pair(world);
    check(world, outside.poller.watch(pair.server->handle(), Readiness::read()) == IoStatus::ok,
          "watch");
    check(world, pair.client.send(bytes("x")) == IoStatus::ok, "send");
    pair.client.close();
    std::vector<Ready> ready;
    outside.poller.wait(kNever, ready);
    check(world, ready.size() == 1 && ready[0].what.hung_up() && ready[0].what.readable(),
          "both are the case");
    check(world, !ready[0].what.writable(), "nobody asked");
    check(world, outside.poller.watch(pair.server->handle(), {}) == IoStatus::ok, "no interest");
    outside.poller.wait(Instant(Duration(1)), ready);
    check(world, ready.empty(), "without interest nothing is reported");
    outside.poller.unwatch(pair.server->handle());
  });
}

TEST(Poller, TheOrderOfReadyHandlesIsAnyOrder) {
  std::array<int, 2> first{};
  const Program program([&](SimWorld& world) {
    const World outside = world.world();
    const auto one = world.listen({"one"});
    const auto two = world.listen({"two"});
    const SimSocket a = world.connect({"one"});
    const SimSocket b = world.connect({"two"});
    for (const auto* listener : {&one, &two}) {
      check(world, outside.poller.watch((*listener)->handle(), Readiness::read()) == IoStatus::ok,
            "watch");
    }
    std::vector<Ready> ready;
    outside.poller.wait(kNever, ready);
    check(world, ready.size() == 2, "two are ready");
    ++first.at(ready[0].handle == one->handle() ? 0 : 1);
    for (const auto* listener : {&one, &two}) outside.poller.unwatch((*listener)->handle());
  });
  EXPECT_THAT(verdicts(program, 100), ElementsAre(Pair("", 100)));
  EXPECT_GT(first[0], 25);
  EXPECT_GT(first[1], 25);
}

TEST(Poller, ClosingWhatIsWatchedIsMisuse) {
  const Program program([](SimWorld& world) {
    Pair2 pair(world);
    check(world,
          world.world().poller.watch(pair.server->handle(), Readiness::read()) == IoStatus::ok,
          "watch");
    pair.server->close();
  });
  EXPECT_THAT(verdicts(program, 5), ElementsAre(Pair("handle-misuse", 5)));
}

// Which results a single accept, or a single read, can have.
Program accept_once(std::vector<IoStatus>& seen) {
  return Program([&seen](SimWorld& world) {
    const auto listener = world.listen({"door"});
    SimSocket client = world.connect({"door"});
    const Accepted accepted = listener->accept();
    seen.push_back(accepted.status);
    check(world, (accepted.stream != nullptr) == (accepted.status == IoStatus::ok), "a stream");
    if (accepted.status == IoStatus::peer_vanished) {
      check(world, receive(client).first == IoStatus::reset, "the peer knows");
      return;
    }
    if (accepted.status != IoStatus::ok) {
      // It still waits: sooner or later it is accepted.
      while (listener->accept().status != IoStatus::ok) {
        world.sleep_until(later(world.clock().now(), std::chrono::milliseconds(1)));
      }
    }
  });
}

TEST(AcceptFaults, AreDecisionsAndKeepTheirPromises) {
  const auto statuses = [](const RunOptions& options) {
    std::vector<IoStatus> seen;
    EXPECT_THAT(verdicts(accept_once(seen), 100, options), ElementsAre(Pair("", 100)));
    return std::set<IoStatus>(seen.begin(), seen.end());
  };
  EXPECT_THAT(statuses({}), ElementsAre(IoStatus::ok));
  EXPECT_THAT(statuses(only(Fault::no_descriptors)),
              UnorderedElementsAre(IoStatus::ok, IoStatus::no_descriptors));
  EXPECT_THAT(statuses(only(Fault::peer_vanished)),
              UnorderedElementsAre(IoStatus::ok, IoStatus::peer_vanished));
  EXPECT_THAT(statuses(only(Fault::would_block)),
              UnorderedElementsAre(IoStatus::ok, IoStatus::would_block));
}

TEST(SpawnFault, IsADecision) {
  const Program program([](SimWorld& world) {
    const auto thread = world.threads().spawn({"child"}, [] {});
    check(world, thread != nullptr, "no thread");
    thread->join();
  });
  EXPECT_THAT(verdicts(program, 100), ElementsAre(Pair("", 100)));
  EXPECT_THAT(verdicts(program, 100, only(Fault::spawn_failure)),
              UnorderedElementsAre(Key(""), Key("check")));
}

}  // namespace
}  // namespace interleave::sim
