// The stop of a driver that counts the requests inside.
#include <memory>

#include "proptests/programs/bodies.h"
#include "proptests/programs/crew.h"
#include "sim/world/shared.h"

namespace interleave::proptests::programs {
namespace {

class Driver {
 public:
  Driver(sim::SimWorld& world, Variant variant)
      : world_(world),
        variant_(variant),
        inside_(world, {"inside"}, 1),
        stopping_(world, {"stopping"}),
        nobody_inside_(world, {"nobody_inside"}),
        stopped_(world, {"stopped"}) {}

  void request() {
    if (enter()) check(world_, !stopped_.load(), "a request is served by a stopped driver");
    leave();
  }

  void stop() {
    stopping_.store(true);
    leave();
    if (nobody_inside_.load()) stopped_.store(true);
  }

 private:
  bool enter() {
    if (variant_ == Variant::broken) {
      if (stopping_.load()) return false;
      inside_.fetch_add(1);
      return true;
    }
    // Who is counted before it looks is seen by the one that stops.
    inside_.fetch_add(1);
    return !stopping_.load();
  }
  void leave() {
    if (inside_.fetch_add(-1) == 1) nobody_inside_.store(true);
  }

  sim::SimWorld& world_;
  const Variant variant_;
  sim::Shared<int> inside_;  // the driver itself is one of them
  sim::Shared<bool> stopping_;
  sim::Shared<bool> nobody_inside_;
  sim::Shared<bool> stopped_;
};

}  // namespace

Body bluetooth_driver() {
  return [](sim::SimWorld& world, Variant variant) {
    Driver driver(world, variant);
    Crew crew(world);
    crew.start({"stop"}, [&driver] { driver.stop(); });
    crew.start({"request"}, [&driver] { driver.request(); });
    crew.join();
  };
}

}  // namespace interleave::proptests::programs
