#include "daemon/core/watchdog.h"

#include <gtest/gtest.h>

#include "proptests/core/in_world.h"
#include "proptests/core/kept_log.h"

namespace interleave::daemon {
namespace {

using testing::in_world;

constexpr Duration kInterval = std::chrono::milliseconds(10);

// A loop and a dispatcher of which the test plays the workers.
class Bench {
 public:
  Bench(sim::SimWorld& world, bool ask_pool)
      : world_(world),
        loop(world.world()),
        dispatcher(world.world(), Limits{}, counters_, [] {}),
        watchdog_({loop, dispatcher, log}, kInterval, ask_pool, [this] { ++fed; }) {}

  void run_for(Duration time) {
    loop.add_timer(time, [this](WatchId) { loop.quit(); });
    const auto thread = world_.threads().spawn(Name{"loop"}, [this] { loop.run(); });
    thread->join();
  }

 private:
  sim::SimWorld& world_;
  Counters counters_;

 public:
  testing::KeptLog log;
  int fed = 0;
  EventLoop loop;
  Dispatcher dispatcher;

 private:
  Watchdog watchdog_;
};

TEST(Watchdog, IsFedOnceAnIntervalWhileTheLoopLives) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, false);
    bench.run_for(5 * kInterval + kInterval / 2);
    EXPECT_EQ(bench.fed, 5);
  });
}

TEST(Watchdog, IsNotFedAgainBeforeAWorkerHasAnswered) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, true);
    bench.run_for(5 * kInterval + kInterval / 2);
    EXPECT_EQ(bench.fed, 1);
    EXPECT_EQ(bench.log.count("no worker answers"), 1) << "and says so once";
  });
}

TEST(Watchdog, AWorkerOfEitherLaneAnswers) {
  for (const Lane lane : {Lane::ordinary, Lane::urgent}) {
    in_world([lane](sim::SimWorld& world) {
      Bench bench(world, true);
      bench.dispatcher.reserve(lane);
      const auto worker = world.threads().spawn(Name{"worker"}, [&bench, &world, lane] {
        Seat seat{.name = Name{"worker"}, .lane = lane, .locks = world.threads().held_locks()};
        bench.dispatcher.enter(seat);
        while (const auto task = bench.dispatcher.next(seat)) {
          EXPECT_EQ(task->client, nullptr);
          bench.dispatcher.finish_question();
        }
      });
      bench.run_for(5 * kInterval + kInterval / 2);
      EXPECT_EQ(bench.fed, 5);
      bench.dispatcher.quit();
      worker->join();
    });
  }
}

}  // namespace
}  // namespace interleave::daemon
