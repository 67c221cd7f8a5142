// Sleeps, waits with a deadline, and settling.
#include "proptests/dpor/small_programs.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

using std::chrono::seconds;

void sleepers(SimWorld& world) {
  Shared<int> x(world, {"x"});
  const auto sleeper = [&](int time) {
    return [&world, &x, time] {
      x.fetch_add(1);
      world.sleep_until(Instant(seconds(time)));
      x.fetch_add(1);
    };
  };
  run_threads(world, {sleeper(1), sleeper(1), sleeper(2)});
}

void timed_wait(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto changed = world.threads().make_condvar({"changed"}, *mutex);
  Shared<int> late(world, {"late"});
  bool flag = false;
  const auto waiter = [&] {
    const Locked lock(*mutex);
    if (!changed->wait_until(Instant(seconds(1)), [&] { return flag; })) late.store(1);
  };
  const auto setter = [&] {
    if (late.load() == 0) {
      const Locked lock(*mutex);
      flag = true;
    }
    changed->notify_one();
  };
  run_threads(world, {waiter, setter});
  check(world, late.load() == 0, "the deadline has come");
}

// One notification for two: the other one's deadline comes.
void one_of_two_in_time(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto changed = world.threads().make_condvar({"changed"}, *mutex);
  bool flag = false;
  const auto waiter = [&] {
    const Locked lock(*mutex);
    if (changed->wait_until(Instant(seconds(1)), [&] { return flag; })) flag = false;
  };
  const auto setter = [&] {
    const Locked lock(*mutex);
    flag = true;
    changed->notify_one();
  };
  run_threads(world, {waiter, waiter, setter});
}

void settles(SimWorld& world) {
  Shared<int> x(world, {"x"});
  const auto works = [&] {
    x.store(1);
    world.sleep_until(Instant(seconds(1)));
    x.store(2);
  };
  const auto looks = [&] {
    world.settle();
    check(world, x.load() == 1, "it was not quiet");
  };
  run_threads(world, {works, looks});
}

}  // namespace

std::vector<SmallProgram> time_programs() {
  return {
      {"Sleepers", Program(sleepers)},
      {"TimedWait", Program(timed_wait)},
      {"OneOfTwoInTime", Program(one_of_two_in_time)},
      {"Settles", Program(settles)},
  };
}

}  // namespace interleave::sim
