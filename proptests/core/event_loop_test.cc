// The event loop in one thread: each case is one of the virEvent contract's sentences. What several
// threads do to it at once is the scenario "loop".
#include "daemon/core/event_loop.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using testing::in_world;

constexpr Duration kTick = std::chrono::milliseconds(10);

// A loop, a listener that is ready (one connection waits), and a list of what was called.
struct Fixture {
  explicit Fixture(sim::SimWorld& sim_world)
      : world(sim_world),
        loop(sim_world.world()),
        listener(sim_world.listen(Name{"door"})),
        peer(sim_world.connect(Name{"door"})) {}
  ~Fixture() {
    peer.close();
    for (const WatchId id : left) loop.remove_handle(id);
  }

  HandleCallback say(std::string what) {
    return [this, what = std::move(what)](WatchId, Readiness) { log.push_back(what); };
  }
  TimerCallback tick(std::string what) {
    return [this, what = std::move(what)](WatchId) { log.push_back(what); };
  }
  // Ends the loop after a time, which is long for every other timer.
  void run_for(Duration time) {
    loop.add_timer(time, [this](WatchId) { loop.quit(); });
    loop.run();
  }

  sim::SimWorld& world;
  std::vector<std::string> log;
  EventLoop loop;
  std::unique_ptr<Listener> listener;
  sim::SimSocket peer;
  std::vector<WatchId> left;
};

using Lines = std::vector<std::string>;

TEST(EventLoop, CallsBackForWhatIsReadyAndOnlyForWhatWasAsked) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    const Handle handle = f.listener->handle();
    WatchId reader = 0;
    reader = f.loop.add_handle(handle, Readiness::read(), [&](WatchId id, Readiness what) {
      EXPECT_EQ(id, reader);
      EXPECT_TRUE(what.readable());
      EXPECT_FALSE(what.writable());
      f.log.push_back("read");
      f.loop.remove_handle(id);
    });
    f.left = {f.loop.add_handle(handle, Readiness::write(), f.say("write")),
              f.loop.add_handle(handle, Readiness{}, f.say("nothing"))};
    f.run_for(kTick);
    EXPECT_EQ(f.log, Lines{"read"});
    for (const WatchId id : f.left) EXPECT_TRUE(f.loop.remove_handle(id));
  });
}

TEST(EventLoop, CallsBackAgainWhileAHandleIsReady) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    int calls = 0;
    const WatchId id =
        f.loop.add_handle(f.listener->handle(), Readiness::read(), [&](WatchId self, Readiness) {
          if (++calls == 3) f.loop.remove_handle(self);
        });
    f.run_for(kTick);
    EXPECT_EQ(calls, 3);
    EXPECT_FALSE(f.loop.remove_handle(id));
  });
}

TEST(EventLoop, TimersComeInTheOrderOfTheirDeadlinesThenOfTheirIds) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    f.loop.add_timer(3 * kTick, f.tick("late"));
    f.loop.add_timer(2 * kTick, f.tick("first of two"));
    f.loop.add_timer(2 * kTick, f.tick("second of two"));
    f.loop.add_timer(std::nullopt, f.tick("never"));
    f.run_for(3 * kTick + kTick / 2);
    EXPECT_EQ(f.log, (Lines{"first of two", "second of two", "late"}));
  });
}

TEST(EventLoop, TimersGoBeforeHandlesInOneIteration) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    const auto once = [&](const char* what) {
      return [&f, what](WatchId id) {
        f.log.emplace_back(what);
        f.loop.remove_timer(id);
      };
    };
    f.loop.add_handle(f.listener->handle(), Readiness::read(), [&](WatchId id, Readiness) {
      f.log.emplace_back("handle");
      f.loop.remove_handle(id);
    });
    f.loop.add_timer(Duration::zero(), once("timer"));
    f.run_for(kTick);
    EXPECT_EQ(f.log, (Lines{"timer", "handle"}));
  });
}

TEST(EventLoop, ARemovedWatchIsNotCalledAlthoughItWasDueInTheSameIteration) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    WatchId second = 0;
    WatchId reader = 0;
    f.loop.add_timer(kTick, [&](WatchId) {
      f.log.emplace_back("first");
      EXPECT_TRUE(f.loop.remove_timer(second));
      EXPECT_TRUE(f.loop.remove_handle(reader));
    });
    second = f.loop.add_timer(kTick, f.tick("second"));
    reader = f.loop.add_handle(f.listener->handle(), Readiness{}, f.say("reader"));
    f.loop.add_timer(kTick / 2, [&](WatchId id) {
      f.loop.remove_timer(id);
      f.loop.update_handle(reader, Readiness::read());
      f.loop.update_handle(reader, Readiness{});
    });
    f.run_for(kTick + kTick / 2);
    EXPECT_EQ(f.log, Lines{"first"});
  });
}

TEST(EventLoop, AnUpdateInACallbackStopsATimerThatIsDue) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    WatchId other = 0;
    f.loop.add_timer(kTick, [&](WatchId) { f.loop.update_timer(other, 2 * kTick); });
    other = f.loop.add_timer(kTick, f.tick("other"));
    f.run_for(kTick + kTick / 2);
    EXPECT_TRUE(f.log.empty());
  });
}

TEST(EventLoop, FreesOnceAfterTheCallbackAndBeforeTheNextWait) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    f.loop.add_timer(
        kTick,
        [&](WatchId id) {
          f.loop.remove_timer(id);
          EXPECT_FALSE(f.loop.remove_timer(id));
          f.log.emplace_back("called");
        },
        [&] { f.log.emplace_back("freed"); });
    f.run_for(2 * kTick);
    EXPECT_EQ(f.log, (Lines{"called", "freed"}));
  });
}

TEST(EventLoop, AFreeCallbackMayUseTheLoop) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    f.loop.add_timer(
        kTick, [&](WatchId id) { f.loop.remove_timer(id); },
        [&] { f.loop.add_timer(kTick, f.tick("added while freeing")); });
    f.run_for(2 * kTick + kTick / 2);
    EXPECT_EQ(f.log, Lines{"added while freeing"});
  });
}

TEST(EventLoop, IdsAreNeverUsedTwiceAndUnknownOnesDoNothing) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    const WatchId first = f.loop.add_timer(std::nullopt, f.tick("x"));
    EXPECT_GT(first, 0);
    EXPECT_TRUE(f.loop.remove_timer(first));
    const WatchId second = f.loop.add_timer(std::nullopt, f.tick("x"));
    EXPECT_GT(second, first);
    f.loop.update_timer(first, kTick);
    f.loop.update_handle(12'345, Readiness::read());
    EXPECT_FALSE(f.loop.remove_handle(second));
    EXPECT_TRUE(f.loop.remove_timer(second));
  });
}

TEST(EventLoop, QuitBeforeRunReturnsAtOnce) {
  in_world([](sim::SimWorld& world) {
    Fixture f(world);
    f.loop.add_timer(Duration::zero(), f.tick("never"));
    f.loop.quit();
    f.loop.run();
    EXPECT_TRUE(f.log.empty());
  });
}

}  // namespace
}  // namespace interleave::daemon
