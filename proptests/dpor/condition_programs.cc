#include "proptests/dpor/small_programs.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

void wait_once(CondVar& condvar) {
  auto never = [] { return false; };
  static_cast<void>(condvar.wait_once(Condition(never), kNever));
}

// A consumer waits for a flag; the producer sets it and notifies.
void hand_over(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto changed = world.threads().make_condvar({"changed"}, *mutex);
  bool flag = false;
  const auto consumer = [&] {
    const Locked lock(*mutex);
    changed->wait([&] { return flag; });
  };
  const auto producer = [&] {
    {
      const Locked lock(*mutex);
      flag = true;
    }
    changed->notify_one();
  };
  run_threads(world, {consumer, producer});
}

// The flag is set and notified without the lock: between the look and the wait it is lost.
void lost_wakeup(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto changed = world.threads().make_condvar({"changed"}, *mutex);
  Shared<bool> flag(world, {"flag"});
  const auto consumer = [&] {
    const Locked lock(*mutex);
    while (!flag.load()) wait_once(*changed);
  };
  const auto producer = [&] {
    flag.store(true);
    changed->notify_one();
  };
  run_threads(world, {consumer, producer});
}

// There is nothing to look at: the notification must come after the wait.
void bare_notification(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto changed = world.threads().make_condvar({"changed"}, *mutex);
  const auto consumer = [&] {
    const Locked lock(*mutex);
    wait_once(*changed);
  };
  run_threads(world, {consumer, [&] { changed->notify_all(); }});
}

// Which of two waiters is woken is a choice; one is not woken by the other.
Program two_waiters(bool all) {
  return Program([all](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    Shared<int> order(world, {"order"});
    int tokens = 0;
    const auto waiter = [&](int number) {
      return [&, number] {
        const Locked lock(*mutex);
        changed->wait([&] { return tokens > 0; });
        --tokens;
        const int before = order.exchange(number);
        check(world, before != 2, "the first waiter was second");
      };
    };
    const auto giver = [&] {
      const Locked lock(*mutex);
      tokens = 2;
      all ? changed->notify_all() : changed->notify_one();
    };
    run_threads(world, {waiter(1), waiter(2), giver});
  });
}

// A queue of one place: put waits for room, take for an item, on one condition.
Program queue_of_one(bool all) {
  return Program([all](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    int items = 0;
    const auto tell = [&] { all ? changed->notify_all() : changed->notify_one(); };
    const auto put = [&] {
      const Locked lock(*mutex);
      changed->wait([&] { return items == 0; });
      ++items;
      tell();
    };
    const auto take = [&] {
      const Locked lock(*mutex);
      changed->wait([&] { return items == 1; });
      --items;
      tell();
    };
    run_threads(world, {put, [&] { take(), take(); }, put});
  });
}

}  // namespace

std::vector<SmallProgram> condition_programs() {
  return {
      {"HandOver", Program(hand_over)},
      {"LostWakeupDeadlock", Program(lost_wakeup)},
      {"BareNotificationDeadlock", Program(bare_notification)},
      {"TwoWaitersOneNotificationDeadlock", two_waiters(false)},
      {"TwoWaitersAllNotified", two_waiters(true)},
      {"QueueOfOneNotifyAll", queue_of_one(true)},
      {"QueueOfOneNotifyOne", queue_of_one(false)},
  };
}

}  // namespace interleave::sim
