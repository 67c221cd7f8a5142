#include "daemon/log/summary_timer.h"

#include <gtest/gtest.h>

#include "proptests/core/in_world.h"
#include "proptests/log/setting.h"

namespace interleave::daemon {
namespace {

using ::interleave::testing::in_world;
using ::interleave::testing::outputs_to;
using ::interleave::testing::Page;

// In virtual time: nobody writes any more, and the count is told all the same.
TEST(SummaryTimer, TellsWhenNobodyElseDoes) {
  in_world([](sim::SimWorld& world) {
    Page page;
    DaemonLog log(
        world.clock(), [] { return std::string("test"); }, {.most_lines = 1}, outputs_to(page));
    EventLoop loop(world.world());
    const SummaryTimer timer(loop, log);
    const Instant begin = world.clock().now();
    for (int i = 0; i < 5; ++i) log.write(LogLevel::error, "flood");
    const WatchId end =
        loop.add_timer(RateLimit::kWindow + std::chrono::seconds(1), [&](WatchId) { loop.quit(); });
    const auto thread = world.threads().spawn(Name{"loop"}, [&] { loop.run(); });
    thread->join();
    loop.remove_timer(end);
    ASSERT_EQ(page.lines.size(), 2);
    EXPECT_EQ(page.lines[1],
              "error daemon[] 4 more lines of this kind were suppressed within 10 s");
    EXPECT_GE(world.clock().now() - begin, RateLimit::kWindow);
  });
}

}  // namespace
}  // namespace interleave::daemon
