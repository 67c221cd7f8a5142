// Small words for the cases. All of them work in both worlds; none throws.
#ifndef INTERLEAVE_PROPTESTS_CONFORMANCE_HELPERS_H_
#define INTERLEAVE_PROPTESTS_CONFORMANCE_HELPERS_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "proptests/conformance/seam_test.h"

namespace interleave::conformance {

// Longer than a real machine hesitates, short enough to wait for.
inline constexpr Duration kMoment = std::chrono::milliseconds(20);
// For what must come: a test that waits so long has failed.
inline constexpr Duration kLong = std::chrono::seconds(20);

// Both ends of a connection: `server` is the program's.
struct Pair {
  std::unique_ptr<Listener> listener;
  std::unique_ptr<Peer> client;
  std::unique_ptr<Stream> server;
};

// Connects; a failure is a test failure, and ends the program: nothing would make sense after it.
Pair connect(Place& place);
// Accepts one connection, waiting for it if need be.
std::unique_ptr<Stream> accept(Place& place, Listener& listener);

// Has the peer send `text`; a failure is a test failure.
void send(Peer& peer, std::string_view text);

IoResult write(Stream& stream, std::string_view text);
// One read with room for `most` bytes.
IoResult read(Stream& stream, std::string& into, std::size_t most = 4096);
// Writes until the stream would block or fails. Returns what was written.
std::size_t fill(Stream& stream);
// Reads until `bytes` have come, waiting for them; less where the stream ends.
std::string read_exactly(Place& place, Stream& stream, std::size_t bytes);
// Waits until the stream's read has something to say, and says what: ok with text, or an error.
IoResult await_read(Place& place, Stream& stream, std::string& into);

// Has the peer receive `bytes`; less where its stream ends.
std::string receive_exactly(Peer& peer, std::size_t bytes);
// What the peer's next receive says.
IoStatus receive_status(Peer& peer);

// Waits until anything is reported or `deadline` has come, and returns it. Early returns with
// nothing, which the contract allows, are waited out.
std::vector<Ready> wait_until(Place& place, Instant deadline);
std::vector<Ready> wait_for(Place& place, Duration most);
// What `ready` says of `handle`.
Readiness what(const std::vector<Ready>& ready, Handle handle);
// Watches `handle` for the duration of one wait.
Readiness poll(Place& place, Handle handle, Readiness interest, Duration most);

// Watches; a failure is a test failure.
void watch(Place& place, Handle handle, Readiness interest);

}  // namespace interleave::conformance

#endif  // INTERLEAVE_PROPTESTS_CONFORMANCE_HELPERS_H_
