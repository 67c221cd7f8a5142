// One suite over the seam, run in both worlds: a difference between them makes the simulator's
// findings worthless, so each difference that is found becomes a case here.
#ifndef INTERLEAVE_PROPTESTS_CONFORMANCE_SEAM_TEST_H_
#define INTERLEAVE_PROPTESTS_CONFORMANCE_SEAM_TEST_H_

#include <functional>
#include <memory>

#include "gtest/gtest.h"
#include "model/seam/world.h"

namespace interleave::conformance {

struct Dialled {
  IoStatus status = IoStatus::ok;
  std::unique_ptr<Stream> stream;  // set exactly when `status` is ok
};

// Where a case runs. The case is the thread that owns the poller.
class Place {
 public:
  virtual ~Place() = default;
  virtual World world() = 0;
  // Listens for dial(); one listener at a time. Null when that failed (which is a test failure).
  virtual std::unique_ptr<Listener> listen(int backlog) = 0;
  // Connects to where the last listen() was.
  virtual Dialled dial() = 0;
};

// A world's way to run a case.
class Back {
 public:
  virtual ~Back() = default;
  // Runs `body` from its beginning to its end in a world of its own, with no fault injected. What
  // breaks a rule of the threading model fails the test.
  virtual void run(const std::function<void(Place&)>& body) = 0;
};

// The cases are TEST_Ps of this fixture; each back end's program instantiates them with its Back.
class SeamTest : public testing::TestWithParam<Back*> {
 protected:
  static void run(const std::function<void(Place&)>& body) { GetParam()->run(body); }
};

}  // namespace interleave::conformance

#endif  // INTERLEAVE_PROPTESTS_CONFORMANCE_SEAM_TEST_H_
