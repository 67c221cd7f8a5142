#include "proptests/dpor/small_programs.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

// A variable for each number below `count`.
class Array {
 public:
  Array(SimWorld& world, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      variables_.push_back(std::make_unique<Shared<int>>(world, Name{"variable", i + 1}, 0));
    }
  }
  Shared<int>& operator[](std::uint32_t i) { return *variables_[i]; }

 private:
  std::vector<std::unique_ptr<Shared<int>>> variables_;
};

using Bodies = std::vector<std::function<void()>>;

}  // namespace

void run_threads(SimWorld& world, const Bodies& bodies) {
  std::vector<std::unique_ptr<Thread>> threads;
  std::uint32_t number = 0;
  for (const auto& body : bodies) threads.push_back(spawn(world, {"thread", ++number}, body));
  for (const auto& thread : threads) thread->join();
}

Program writers(std::uint32_t count) {
  return Program([count](SimWorld& world) {
    Shared<int> variable(world, {"variable"});
    run_threads(world, Bodies(count, [&] { variable.store(1); }));
  });
}

Program independent_writers(std::uint32_t count) {
  return Program([count](SimWorld& world) {
    Array variables(world, count);
    Bodies bodies;
    for (std::uint32_t i = 0; i < count; ++i) {
      bodies.emplace_back([&variables, i] { variables[i].store(1); });
    }
    run_threads(world, bodies);
  });
}

Program readers_and_writer(std::uint32_t readers) {
  return Program([readers](SimWorld& world) {
    Shared<int> variable(world, {"variable"});
    Bodies bodies(readers, [&] { static_cast<void>(variable.load()); });
    bodies.emplace_back([&] { variable.store(1); });
    run_threads(world, bodies);
  });
}

Program last_zero(std::uint32_t count) {
  return Program([count](SimWorld& world) {
    Array variables(world, count + 1);
    Bodies bodies;
    bodies.emplace_back([&variables, count] {
      std::uint32_t i = count;
      while (variables[i].load() != 0) --i;
    });
    for (std::uint32_t i = 1; i <= count; ++i) {
      bodies.emplace_back([&variables, i] { variables[i].store(variables[i - 1].load() + 1); });
    }
    run_threads(world, bodies);
  });
}

Program lockers(std::uint32_t count) {
  return Program([count](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    run_threads(world, Bodies(count, [&] { const Locked lock(*mutex); }));
  });
}

Program indexer(std::uint32_t count, std::uint32_t each) {
  return Program([count, each](SimWorld& world) {
    constexpr std::uint32_t kSize = 4;
    Array table(world, kSize);
    const auto insert = [&table](std::uint32_t value) {
      for (std::uint32_t at = value * 7 % kSize;; at = (at + 1) % kSize) {
        int empty = 0;
        if (table[at].compare_exchange(empty, static_cast<int>(value))) return;
      }
    };
    Bodies bodies;
    for (std::uint32_t i = 0; i < count; ++i) {
      bodies.emplace_back([&insert, i, count, each] {
        for (std::uint32_t m = 0; m < each; ++m) insert(m * count + i + 1);
      });
    }
    run_threads(world, bodies);
  });
}

}  // namespace interleave::sim
