// Connections and pollers. The root serves; clients are threads beside it.
#include <array>
#include <span>

#include "proptests/dpor/small_programs.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

constexpr std::array kByte = {std::byte{1}};

IoResult read_one(Stream& stream, std::size_t most = 1) {
  std::array<std::byte, 4> into{};
  return stream.read_some(std::span(into).first(most));
}

IoStatus write_one(Stream& stream) {
  const std::array pieces = {std::span<const std::byte>(kByte)};
  return stream.write_some(pieces).status;
}

IoStatus receive_one(SimSocket& socket) {
  std::array<std::byte, 1> into{};
  return socket.receive(into).status;
}

// Both ends, made by one thread.
struct Ends {
  explicit Ends(SimWorld& world, const ListenOptions& options = {})
      : listener(world.listen({"door"}, options)),
        client(world.connect({"door"}, {"client"})),
        server(listener->accept().stream) {}
  std::unique_ptr<Listener> listener;
  SimSocket client;
  std::unique_ptr<Stream> server;
};

// The server looks without waiting: how much is there is a matter of the order.
void reads_between_sends(SimWorld& world) {
  Ends ends(world);
  const auto client = spawn(world, {"client"}, [&] {
    for (int i = 0; i < 2; ++i) static_cast<void>(ends.client.send(kByte));
  });
  std::size_t bytes = 0;
  for (int i = 0; i < 2; ++i) bytes += read_one(*ends.server, 2).bytes;
  check(world, bytes != 1, "one byte is read");
  client->join();
}

// The client waits for the answer to what it has sent.
void ping(SimWorld& world) {
  Ends ends(world);
  const auto client = spawn(world, {"client"}, [&] {
    static_cast<void>(ends.client.send(kByte));
    check(world, receive_one(ends.client) == IoStatus::ok, "no answer");
  });
  const bool was_there = read_one(*ends.server).bytes == 1;
  if (was_there) static_cast<void>(write_one(*ends.server));
  client->join();
}

// Who closes first?
void close_against_write(SimWorld& world) {
  Ends ends(world);
  const auto client = spawn(world, {"client"}, [&] { ends.client.close(); });
  const IoStatus first = write_one(*ends.server);
  const IoStatus second = read_one(*ends.server).status;
  check(world, first != IoStatus::ok || second != IoStatus::end_of_stream, "end of stream");
  client->join();
}

// Two connect to a door with one place; the second waits until the first is let in, or for ever.
void two_at_the_door(SimWorld& world) {
  const auto listener = world.listen({"door"}, {.backlog = 1, .buffer = 4});
  const auto connects = [&] {
    SimSocket socket = world.connect({"door"});
    check(world, socket.connected(), "nobody listens");
  };
  const auto one = spawn(world, {"one"}, connects);
  const auto two = spawn(world, {"two"}, connects);
  const Accepted accepted = listener->accept();
  one->join();
  two->join();
}

// The door is closed while somebody comes.
void door_closes(SimWorld& world) {
  const auto listener = world.listen({"door"}, {.backlog = 1, .buffer = 4});
  const auto one = spawn(world, {"one"}, [&] {
    SimSocket socket = world.connect({"door"});
    if (socket.connected()) static_cast<void>(socket.send(kByte));
  });
  listener->close();
  one->join();
}

// Waits until the client's byte is there, answers, and waits for its end.
void poll_and_answer(SimWorld& world) {
  Ends ends(world);
  World outside = world.world();
  const auto client = spawn(world, {"client"}, [&] {
    static_cast<void>(ends.client.send(kByte));
    static_cast<void>(receive_one(ends.client));
    ends.client.close();
  });
  static_cast<void>(outside.poller.watch(ends.server->handle(), Readiness::read()));
  std::vector<Ready> ready;
  for (bool open = true; open;) {
    outside.poller.wait(kNever, ready);
    for (const Ready& one : ready) {
      static_cast<void>(one);
      const IoResult got = read_one(*ends.server);
      open = got.status == IoStatus::ok && write_one(*ends.server) == IoStatus::ok;
    }
    ready.clear();
  }
  outside.poller.unwatch(ends.server->handle());
  client->join();
}

// A wake and a byte: the poll that the wake ends sees the byte, or not.
void wake_or_byte(SimWorld& world) {
  Ends ends(world);
  World outside = world.world();
  const auto waker = spawn(world, {"waker"}, [&] { outside.poller.wake(); });
  const auto client = spawn(world, {"client"}, [&] { static_cast<void>(ends.client.send(kByte)); });
  static_cast<void>(outside.poller.watch(ends.server->handle(), Readiness::read()));
  std::vector<Ready> ready;
  outside.poller.wait(kNever, ready);
  check(world, !ready.empty(), "only the wake");
  outside.poller.unwatch(ends.server->handle());
  waker->join();
  client->join();
}

// Two watched handles; the order in which they are reported is drawn.
void two_doors(SimWorld& world) {
  World outside = world.world();
  const auto left = world.listen({"left"});
  const auto right = world.listen({"right"});
  const auto one = spawn(world, {"one"}, [&] { const SimSocket socket = world.connect({"left"}); });
  const auto two =
      spawn(world, {"two"}, [&] { const SimSocket socket = world.connect({"right"}); });
  for (const auto* door : {&left, &right}) {
    static_cast<void>(outside.poller.watch((*door)->handle(), Readiness::read()));
  }
  std::vector<Ready> ready;
  outside.poller.wait(kNever, ready);
  check(world, ready.size() != 2 || ready[0].handle == left->handle(), "the right one first");
  for (const auto* door : {&left, &right}) outside.poller.unwatch((*door)->handle());
  one->join();
  two->join();
}

}  // namespace

std::vector<SmallProgram> socket_programs() {
  return {
      {"ReadsBetweenSends", Program(reads_between_sends)},
      {"PingDeadlock", Program(ping)},
      {"CloseAgainstWrite", Program(close_against_write)},
      {"TwoAtTheDoorDeadlock", Program(two_at_the_door)},
      {"DoorCloses", Program(door_closes)},
      {"PollAndAnswer", Program(poll_and_answer)},
      {"WakeOrByte", Program(wake_or_byte)},
      {"TwoDoors", Program(two_doors)},
  };
}

}  // namespace interleave::sim
