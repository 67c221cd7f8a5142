#include "proptests/strategies/bugs.h"

#include <array>
#include <memory>
#include <vector>

#include "sim/campaign/strategies.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

using Children = std::vector<std::unique_ptr<Thread>>;

void join_all(const Children& children) {
  for (const auto& child : children) child->join();
}

std::unique_ptr<Mutex> make_mutex(SimWorld& world, Name name) {
  return world.threads().make_mutex(name, Rank::unranked);
}

}  // namespace

Program reorder(std::uint32_t setters, std::uint32_t checkers) {
  return Program([=](SimWorld& world) {
    Shared<int> a(world, {"a"});
    Shared<int> b(world, {"b"});
    Children children;
    for (std::uint32_t i = 1; i <= setters; ++i) {
      children.push_back(spawn(world, {"setter", i}, [&] {
        a.store(1);
        b.store(-1);
      }));
    }
    for (std::uint32_t i = 1; i <= checkers; ++i) {
      children.push_back(spawn(world, {"checker", i}, [&] {
        const int first = a.load();
        const int second = b.load();
        const bool right = (first == 0 && second == 0) || (first == 1 && second == -1);
        check(world, right, "a is set and b is not");
      }));
    }
    join_all(children);
  });
}

Program twostage(std::uint32_t setters, std::uint32_t checkers) {
  return Program([=](SimWorld& world) {
    const auto mutex1 = make_mutex(world, {"first"});
    const auto mutex2 = make_mutex(world, {"second"});
    int data1 = 0;
    int data2 = 0;
    Children children;
    for (std::uint32_t i = 1; i <= setters; ++i) {
      children.push_back(spawn(world, {"setter", i}, [&] {
        {
          const Locked lock(*mutex1);
          data1 = 1;
        }
        const Locked lock(*mutex2);
        data2 = data1 + 1;
      }));
    }
    for (std::uint32_t i = 1; i <= checkers; ++i) {
      children.push_back(spawn(world, {"checker", i}, [&] {
        int first = 0;
        {
          const Locked lock(*mutex1);
          first = data1;
        }
        if (first == 0) return;
        const Locked lock(*mutex2);
        check(world, data2 == first + 1, "only one stage is done");
      }));
    }
    join_all(children);
  });
}

Program philosophers() {
  return Program([](SimWorld& world) {
    std::array<std::unique_ptr<Mutex>, 3> forks;
    for (std::uint32_t i = 0; i < 3; ++i) forks[i] = make_mutex(world, {"fork", i + 1});
    Children children;
    for (std::uint32_t i = 0; i < 3; ++i) {
      children.push_back(spawn(world, {"philosopher", i + 1}, [&forks, i] {
        const Locked left(*forks[i]);
        const Locked right(*forks[(i + 1) % 3]);
      }));
    }
    join_all(children);
  });
}

Search search(const Scenario& scenario, std::string_view strategy, int trials, int limit) {
  const auto simulation = bare_simulation();
  Search result;
  double sum = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const std::unique_ptr<Strategy> decides = make_strategy(strategy);
    for (int run = 1; run <= limit; ++run) {
      const auto seed = static_cast<std::uint64_t>(trial) * 1'000'003 + static_cast<unsigned>(run);
      if (simulation->run(scenario, *decides, seed, {}).finding) {
        sum += run;
        ++result.found;
        break;
      }
    }
  }
  if (result.found != 0) result.mean = sum / result.found;
  return result;
}

}  // namespace interleave::sim
