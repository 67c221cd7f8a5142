// The poller's wait: wake and deadlines.
#include <vector>

#include "proptests/conformance/helpers.h"

namespace interleave::conformance {
namespace {

TEST_P(SeamTest, WakeBeforeTheWaitIsKept) {
  run([](Place& place) {
    const World world = place.world();
    world.poller.wake();
    std::vector<Ready> ready;
    world.poller.wait(kNever, ready);
    EXPECT_TRUE(ready.empty());
  });
}

TEST_P(SeamTest, WakesAddUpToOne) {
  run([](Place& place) {
    const World world = place.world();
    for (int i = 0; i < 3; ++i) world.poller.wake();
    std::vector<Ready> ready;
    world.poller.wait(kNever, ready);
    const Instant deadline = later(world.clock.now(), kMoment);
    world.poller.wait(deadline, ready);
    EXPECT_GE(world.clock.now(), deadline) << "no wake was left";
  });
}

TEST_P(SeamTest, WakeComesFromAnotherThread) {
  run([](Place& place) {
    const World world = place.world();
    for (int i = 0; i < 3; ++i) {
      const auto thread = world.threads.spawn(Name{"waker"}, [&] { world.poller.wake(); });
      if (thread == nullptr) return;
      std::vector<Ready> ready;
      world.poller.wait(kNever, ready);
      thread->join();
    }
  });
}

TEST_P(SeamTest, WakeIsPossibleWithALockHeld) {
  run([](Place& place) {
    const World world = place.world();
    const auto mutex = world.threads.make_mutex(Name{"some lock"}, Rank::unranked);
    mutex->lock();
    world.poller.wake();
    mutex->unlock();
    std::vector<Ready> ready;
    world.poller.wait(kNever, ready);
    EXPECT_TRUE(ready.empty());
  });
}

TEST_P(SeamTest, WakeDoesNotHideReadiness) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "x");
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::read(), kLong).readable());
    watch(place, pair.server->handle(), Readiness::read());
    place.world().poller.wake();
    EXPECT_EQ(what(wait_for(place, kLong), pair.server->handle()), Readiness::read());
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, DeadlineThatHasPassedReturnsAtOnce) {
  run([](Place& place) {
    const World world = place.world();
    std::vector<Ready> ready;
    world.poller.wait(world.clock.now(), ready);
    EXPECT_TRUE(ready.empty());
    world.poller.wait(Instant::min(), ready);
    EXPECT_TRUE(ready.empty());
  });
}

TEST_P(SeamTest, DeadlineThatHasPassedStillReportsWhatIsReady) {
  run([](Place& place) {
    const Pair pair = connect(place);
    send(*pair.client, "x");
    EXPECT_TRUE(poll(place, pair.server->handle(), Readiness::read(), kLong).readable());
    watch(place, pair.server->handle(), Readiness::read());
    std::vector<Ready> ready;
    place.world().poller.wait(Instant::min(), ready);
    EXPECT_EQ(what(ready, pair.server->handle()), Readiness::read());
    place.world().poller.unwatch(pair.server->handle());
  });
}

TEST_P(SeamTest, DeadlineIsReachedAndNotMissed) {
  run([](Place& place) {
    const World world = place.world();
    const Instant deadline = later(world.clock.now(), kMoment);
    EXPECT_TRUE(wait_until(place, deadline).empty());
    EXPECT_GE(world.clock.now(), deadline);
    EXPECT_LT(world.clock.now(), later(deadline, kLong));
  });
}

TEST_P(SeamTest, WaitClearsWhatWasInTheVector) {
  run([](Place& place) {
    std::vector<Ready> ready = {{Handle{99}, Readiness::read()}};
    place.world().poller.wait(Instant::min(), ready);
    EXPECT_TRUE(ready.empty());
  });
}

}  // namespace
}  // namespace interleave::conformance
