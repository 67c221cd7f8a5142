#include "proptests/dpor/small_programs.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

void eat(Mutex& first, Mutex& second) {
  const Locked one(first);
  const Locked two(second);
}

Program forks(bool ordered) {
  return Program([ordered](SimWorld& world) {
    const auto a = world.threads().make_mutex({"a"}, Rank::unranked);
    const auto b = world.threads().make_mutex({"b"}, Rank::unranked);
    run_threads(world, {[&] { eat(*a, *b); }, [&] { ordered ? eat(*a, *b) : eat(*b, *a); }});
  });
}

void ring_of_three(SimWorld& world) {
  const auto a = world.threads().make_mutex({"a"}, Rank::unranked);
  const auto b = world.threads().make_mutex({"b"}, Rank::unranked);
  const auto c = world.threads().make_mutex({"c"}, Rank::unranked);
  run_threads(world, {[&] { eat(*a, *b); }, [&] { eat(*b, *c); }, [&] { eat(*c, *a); }});
}

// The one who comes first keeps the other from coming at all, or not.
void never_unlocked(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto other = world.threads().make_mutex({"other"}, Rank::unranked);
  const auto never = world.threads().make_condvar({"never"}, *other);
  Shared<int> x(world, {"x"});
  const auto keeps = [&] {
    const Locked inner(*other);
    const Locked lock(*mutex);
    never->wait([] { return false; });
  };
  const auto wants = [&] {
    x.store(1);
    const Locked lock(*mutex);
    static_cast<void>(x.load());
  };
  run_threads(world, {keeps, wants});
}

// Steps inside and beside the critical sections.
void long_sections(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  Shared<int> x(world, {"x"});
  Shared<int> y(world, {"y"});
  const auto body = [&](Shared<int>& beside) {
    return [&mutex, &x, &beside] {
      beside.store(1);
      const Locked lock(*mutex);
      x.store(x.load() + 1);
    };
  };
  run_threads(world, {body(x), body(y)});
  check(world, x.load() == 2, "another value");
}

// Released long before the end: what comes after does not belong to it.
void short_sections(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  Shared<int> x(world, {"x"});
  const auto body = [&] {
    {
      const Locked lock(*mutex);
    }
    x.store(1);
    {
      const Locked lock(*mutex);
    }
  };
  run_threads(world, {body, body});
}

// A failing thread that holds a lock keeps others from what they would show.
void failure_in_section(SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  Shared<int> x(world, {"x"});
  const auto first = [&] {
    const Locked lock(*mutex);
    check(world, x.load() == 7, "it is not seven");
  };
  const auto second = [&] {
    const Locked lock(*mutex);
    check(world, x.exchange(7) == 0, "somebody was there");
    static_cast<void>(x.load());
  };
  run_threads(world, {first, second, second});
}

}  // namespace

std::vector<SmallProgram> lock_programs() {
  return {
      {"Lockers", lockers(3)},
      {"TwoForksInOrder", forks(true)},
      {"TwoForksDeadlock", forks(false)},
      {"RingOfThreeDeadlock", Program(ring_of_three)},
      {"NeverUnlockedDeadlock", Program(never_unlocked)},
      {"LongSections", Program(long_sections)},
      {"ShortSections", Program(short_sections)},
      {"FailureInSection", Program(failure_in_section)},
  };
}

}  // namespace interleave::sim
