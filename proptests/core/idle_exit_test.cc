#include "daemon/core/idle_exit.h"

#include <vector>

#include <gtest/gtest.h>

#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using std::chrono::milliseconds;
using testing::in_world;

constexpr Duration kTimeout = milliseconds(10);

// When on_idle was called, while so many clients were reported at these times.
std::vector<Duration> idle_times(sim::SimWorld& world,
                                 const std::vector<std::pair<Duration, std::size_t>>& clients) {
  EventLoop loop(world.world());
  std::vector<Duration> idle;
  const Instant begin = world.clock().now();
  IdleExit exit(loop, kTimeout, [&] { idle.push_back(world.clock().now() - begin); });
  for (const auto& [when, count] : clients) {
    loop.add_timer(when, [&loop, &exit, number = count](WatchId id) {
      loop.remove_timer(id);
      exit.follow(number);
    });
  }
  loop.add_timer(milliseconds(100), [&loop](WatchId) { loop.quit(); });
  const auto thread = world.threads().spawn(Name{"loop"}, [&loop] { loop.run(); });
  thread->join();
  return idle;
}

TEST(IdleExit, ComesOnceWhenNobodyComes) {
  in_world([](sim::SimWorld& world) {
    EXPECT_EQ(idle_times(world, {}), (std::vector<Duration>{kTimeout}));
  });
}

TEST(IdleExit, NeverComesWhileSomebodyIsThere) {
  in_world([](sim::SimWorld& world) {
    EXPECT_TRUE(idle_times(world, {{milliseconds(9), 1}, {milliseconds(50), 2}}).empty());
  });
}

TEST(IdleExit, CountsFromTheLastClientsEnd) {
  in_world([](sim::SimWorld& world) {
    const std::vector<Duration> idle = idle_times(world, {{milliseconds(5), 2},
                                                          {milliseconds(20), 1},
                                                          {milliseconds(30), 0},
                                                          {milliseconds(35), 0}});
    EXPECT_EQ(idle, (std::vector<Duration>{milliseconds(40)}));
  });
}

}  // namespace
}  // namespace interleave::daemon
