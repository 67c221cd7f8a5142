#include "daemon/core/shortage.h"

#include <gtest/gtest.h>

#include "proptests/core/in_world.h"
#include "proptests/core/kept_log.h"

namespace interleave::daemon {
namespace {

using testing::in_world;

constexpr std::size_t kLimit = 1'000;

class PlayedGauge final : public MemoryGauge {
 public:
  [[nodiscard]] std::size_t used() override { return bytes; }
  void give_back() override {
    ++given_back;
    bytes -= kept;
    kept = 0;
  }

  std::size_t bytes = 0;
  std::size_t kept = 0;  // of them, for later
  int given_back = 0;
};

struct Bench {
  explicit Bench(sim::SimWorld& world) : shortage(world.clock(), limits, log) {
    limits.memory_bytes = kLimit;
    shortage.set_gauge(gauge);
  }

  Limits limits;
  testing::KeptLog log;
  PlayedGauge gauge;
  Shortage shortage;
};

TEST(Shortage, RefusesCallsFromNinetyPercentOnAndClientsFromNinetyFive) {
  in_world([](sim::SimWorld& world) {
    Bench at(world);
    const auto refuses = [&](std::size_t bytes) {
      at.gauge.bytes = bytes;
      return std::pair(at.shortage.refuses_calls(), at.shortage.refuses_clients());
    };
    EXPECT_EQ(refuses(899), std::pair(false, false));
    EXPECT_EQ(refuses(900), std::pair(true, false));
    EXPECT_EQ(refuses(949), std::pair(true, false));
    EXPECT_EQ(refuses(950), std::pair(true, true));
    EXPECT_EQ(refuses(2'000), std::pair(true, true));
    EXPECT_EQ(refuses(899), std::pair(false, false));
  });
}

TEST(Shortage, SaysOnceThatItBeginsAndOnceThatItIsOver) {
  in_world([](sim::SimWorld& world) {
    Bench at(world);
    for (int round = 0; round < 3; ++round) {
      at.gauge.bytes = 960;
      for (int i = 0; i < 5; ++i) EXPECT_TRUE(at.shortage.refuses_clients());
      EXPECT_EQ(at.log.count("ordinary calls are refused"), round + 1);
      at.gauge.bytes = 100;
      for (int i = 0; i < 5; ++i) EXPECT_FALSE(at.shortage.refuses_calls());
      EXPECT_EQ(at.log.count("calls are made again"), round + 1);
    }
  });
}

TEST(Shortage, IsNoneWhereItIsEndedByWhatIsKeptForLater) {
  in_world([](sim::SimWorld& world) {
    Bench at(world);
    at.gauge.bytes = 980;
    at.gauge.kept = 200;
    EXPECT_FALSE(at.shortage.refuses_clients());
    EXPECT_EQ(at.gauge.given_back, 1);
    EXPECT_EQ(at.log.count("memory"), 0);
  });
}

TEST(Shortage, DoesNotAskForWhatIsKeptMoreThanOnceASecond) {
  in_world([](sim::SimWorld& world) {
    Bench at(world);
    at.gauge.bytes = 980;
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(at.shortage.refuses_clients());
    EXPECT_EQ(at.gauge.given_back, 1);
    world.sleep_until(later(world.clock().now(), std::chrono::seconds(1)));
    at.gauge.kept = 500;
    EXPECT_FALSE(at.shortage.refuses_clients());
    EXPECT_EQ(at.gauge.given_back, 2);
  });
}

TEST(Shortage, FollowsTheLimitAndIsNeverWithoutOneOrWithoutAGauge) {
  in_world([](sim::SimWorld& world) {
    Bench at(world);
    at.gauge.bytes = 5'000;
    EXPECT_TRUE(at.shortage.refuses_clients());
    at.limits.memory_bytes = 10'000;
    EXPECT_FALSE(at.shortage.refuses_calls());
    at.limits.memory_bytes = std::nullopt;
    EXPECT_FALSE(at.shortage.refuses_calls());
    at.limits.memory_bytes = 1;
    Shortage blind(world.clock(), at.limits, at.log);
    EXPECT_FALSE(blind.refuses_clients());
  });
}

}  // namespace
}  // namespace interleave::daemon
