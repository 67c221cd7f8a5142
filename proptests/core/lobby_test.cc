#include "daemon/core/lobby.h"

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/core/idle_client.h"
#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using std::chrono::milliseconds;
using ::testing::ElementsAre;
using testing::IdleClient;

// A lobby of two places, and clients 1, 2, ...
class Fixture {
 public:
  explicit Fixture(sim::SimWorld& world)
      : world_(world),
        loop_(world.world()),
        lobby_({.world = world_.world(),
                .limits = limits(),
                .loop = loop_,
                .counters = counters_,
                .turn_out =
                    [this](Client& client, std::string_view) {
                      turned_out_.push_back(client.info().number);
                      lobby_.leave(client);
                    },
                .room_changed = [this] { ++changes_; }}) {
    for (std::uint32_t number = 1; number <= 4; ++number) {
      clients_.push_back(std::make_unique<IdleClient>(world, number));
    }
  }

  Client& client(std::size_t number) { return clients_.at(number - 1)->get(); }
  void wait(Duration time) { world_.sleep_until(later(world_.clock().now(), time)); }

  Lobby& lobby() { return lobby_; }
  const Counters& counters() const { return counters_; }
  const std::vector<std::uint64_t>& turned_out() const { return turned_out_; }
  int changes() const { return changes_; }

 private:
  static const Limits& limits() {
    static const Limits kLimits = [] {
      Limits limits;
      limits.max_anonymous_clients = 2;
      limits.auth_timeout = std::chrono::hours(1);
      return limits;
    }();
    return kLimits;
  }

  sim::SimWorld& world_;
  EventLoop loop_;
  Counters counters_;
  std::vector<std::uint64_t> turned_out_;
  int changes_ = 0;
  std::vector<std::unique_ptr<IdleClient>> clients_;
  Lobby lobby_;
};

TEST(Lobby, HasRoomAgainWhenSomebodyLeaves) {
  testing::in_world([](sim::SimWorld& world) {
    Fixture at(world);
    EXPECT_TRUE(at.lobby().has_room());
    at.lobby().enter(at.client(1));
    EXPECT_TRUE(at.lobby().has_room());
    at.lobby().enter(at.client(2));
    EXPECT_FALSE(at.lobby().has_room());
    EXPECT_EQ(at.counters().anonymous, 2U);
    at.lobby().leave(at.client(1));
    EXPECT_EQ(at.changes(), 1);
    EXPECT_TRUE(at.lobby().has_room());
    at.lobby().leave(at.client(1));
    EXPECT_EQ(at.counters().anonymous, 1U);
    EXPECT_TRUE(at.turned_out().empty());
  });
}

TEST(Lobby, TheLongestSilentGivesWay) {
  testing::in_world([](sim::SimWorld& world) {
    Fixture at(world);
    at.lobby().enter(at.client(1));
    at.lobby().enter(at.client(2));
    at.wait(milliseconds(200));
    at.lobby().heard(at.client(1));
    EXPECT_FALSE(at.lobby().has_room()) << "client 2 has been silent for 200 ms only";
    at.wait(milliseconds(60));
    EXPECT_TRUE(at.lobby().has_room());
    at.lobby().enter(at.client(3));
    EXPECT_THAT(at.turned_out(), ElementsAre(2));
    EXPECT_FALSE(at.lobby().has_room()) << "client 1 has been heard 60 ms ago";
    at.wait(milliseconds(250));
    at.lobby().enter(at.client(4));
    EXPECT_THAT(at.turned_out(), ElementsAre(2, 1));
    EXPECT_EQ(at.counters().anonymous, 2U);
  });
}

}  // namespace
}  // namespace interleave::daemon
