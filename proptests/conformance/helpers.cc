#include "proptests/conformance/helpers.h"

#include <algorithm>
#include <span>
#include <utility>

#include "model/base/assert.h"

namespace interleave::conformance {

Pair connect(Place& place) {
  Pair pair;
  pair.listener = place.listen(8);
  pair.client = place.dial();
  IL_ASSERT(pair.client != nullptr, "a connection to an open listener failed");
  pair.server = accept(place, *pair.listener);
  return pair;
}

std::unique_ptr<Stream> accept(Place& place, Listener& listener) {
  Accepted accepted = listener.accept();
  while (accepted.status == IoStatus::would_block &&
         poll(place, listener.handle(), Readiness::read(), kLong).any()) {
    accepted = listener.accept();
  }
  IL_ASSERT(accepted.status == IoStatus::ok, "a connection that waits was not accepted");
  return std::move(accepted.stream);
}

void send(Peer& peer, std::string_view text) {
  EXPECT_EQ(to_string(peer.send(text)), to_string(IoStatus::ok));
}

IoResult write(Stream& stream, std::string_view text) {
  const std::span<const std::byte> part = std::as_bytes(std::span(text.data(), text.size()));
  return stream.write_some(std::span(&part, 1));
}

IoResult read(Stream& stream, std::string& into, std::size_t most) {
  std::vector<std::byte> room(most);
  const IoResult result = stream.read_some(room);
  into.clear();
  for (std::size_t i = 0; i < result.bytes; ++i) into += static_cast<char>(room[i]);
  return result;
}

std::size_t fill(Stream& stream) {
  const std::string block(4096, 'x');
  std::size_t total = 0;
  for (;;) {
    const IoResult result = write(stream, block);
    if (result.status != IoStatus::ok) return total;
    total += result.bytes;
  }
}

IoResult await_read(Place& place, Stream& stream, std::string& into) {
  for (;;) {
    const IoResult result = read(stream, into);
    if (result.status != IoStatus::would_block) return result;
    if (!poll(place, stream.handle(), Readiness::read(), kLong).any()) return result;
  }
}

std::string read_exactly(Place& place, Stream& stream, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) {
    std::string part;
    const IoResult result = await_read(place, stream, part);
    if (result.status != IoStatus::ok) break;
    all += part;
  }
  return all;
}

std::string receive_exactly(Peer& peer, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) {
    std::vector<std::byte> room(bytes - all.size());
    const IoResult result = peer.receive(room);
    if (result.status != IoStatus::ok) break;
    for (std::size_t i = 0; i < result.bytes; ++i) all += static_cast<char>(room[i]);
  }
  return all;
}

IoStatus receive_status(Peer& peer) {
  std::byte room;
  return peer.receive(std::span(&room, 1)).status;
}

std::vector<Ready> wait_until(Place& place, Instant deadline) {
  const World world = place.world();
  std::vector<Ready> ready;
  do {
    world.poller.wait(deadline, ready);
  } while (ready.empty() && world.clock.now() < deadline);
  return ready;
}

std::vector<Ready> wait_for(Place& place, Duration most) {
  return wait_until(place, later(place.world().clock.now(), most));
}

Readiness what(const std::vector<Ready>& ready, Handle handle) {
  const auto matches = [handle](const Ready& one) { return one.handle == handle; };
  EXPECT_LE(std::count_if(ready.begin(), ready.end(), matches), 1) << "reported twice";
  const auto found = std::find_if(ready.begin(), ready.end(), matches);
  return found == ready.end() ? Readiness() : found->what;
}

Readiness poll(Place& place, Handle handle, Readiness interest, Duration most) {
  watch(place, handle, interest);
  const Readiness result = what(wait_for(place, most), handle);
  place.world().poller.unwatch(handle);
  return result;
}

void watch(Place& place, Handle handle, Readiness interest) {
  EXPECT_EQ(to_string(place.world().poller.watch(handle, interest)), to_string(IoStatus::ok));
}

}  // namespace interleave::conformance
