// One suite over the seam, run in both worlds: a difference between them makes the simulator's
// findings worthless, so each difference that is found becomes a case here.
#ifndef INTERLEAVE_PROPTESTS_CONFORMANCE_SEAM_TEST_H_
#define INTERLEAVE_PROPTESTS_CONFORMANCE_SEAM_TEST_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "gtest/gtest.h"
#include "model/seam/world.h"

namespace interleave::conformance {

// The other end of a connection: no part of the seam, an actor that each world has of its own. It
// blocks. Destroying it closes it.
class Peer {
 public:
  virtual ~Peer() = default;
  // Sends all of `text`: ok, or reset when the program's side is gone.
  virtual IoStatus send(std::string_view text) = 0;
  // Receives at least one byte into `into`. Errors: end_of_stream, reset.
  virtual IoResult receive(std::span<std::byte> into) = 0;
  // Sends one byte and a file with it. Errors as send.
  virtual IoStatus send_file(const OpenFile& file) = 0;
  // As receive; `file` is set to what has come with the bytes, or null.
  virtual IoResult receive_with_file(std::span<std::byte> into, FileRef& file) = 0;
  virtual void shut_down_sending() = 0;
  virtual void close() = 0;
};

// Where a case runs. The case is the thread that owns the poller.
class Place {
 public:
  virtual ~Place() = default;
  virtual World world() = 0;
  // Listens for dial(); one listener at a time. Null when that failed (which is a test failure).
  virtual std::unique_ptr<Listener> listen(int backlog) = 0;
  // Connects to where the last listen() was; any thread. Blocks while too many wait to be accepted.
  // Null when nobody listens there.
  virtual std::unique_ptr<Peer> dial() = 0;
  // A file that is another one each time, and whether two references stand for the same.
  virtual FileRef open_file() = 0;
  virtual bool same(const OpenFile& one, const OpenFile& other) = 0;
};

// A world's way to run a case.
class Back {
 public:
  virtual ~Back() = default;
  // Runs `body` from its beginning to its end in a world of its own, with no fault injected. What
  // breaks a rule of the threading model, or leaves a file open, fails the test.
  virtual void run(const std::function<void(Place&)>& body) = 0;
};

// The cases are TEST_Ps of this fixture; each back end's program instantiates them with its Back.
class SeamTest : public testing::TestWithParam<Back*> {
 protected:
  static void run(const std::function<void(Place&)>& body) { GetParam()->run(body); }
};

}  // namespace interleave::conformance

#endif  // INTERLEAVE_PROPTESTS_CONFORMANCE_SEAM_TEST_H_
