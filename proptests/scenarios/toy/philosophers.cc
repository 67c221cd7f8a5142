#include "proptests/scenarios/toy/philosophers.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "model/seam/threads.h"
#include "proptests/scenarios/toy/parameters.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests::toy {

std::string Philosophers::parameters() const {
  return to_text({{"philosophers", count_}});
}

std::vector<std::unique_ptr<sim::Scenario>> Philosophers::simpler() const {
  std::vector<std::unique_ptr<sim::Scenario>> all;
  if (count_ > 2) all.push_back(std::make_unique<Philosophers>(count_ - 1));
  return all;
}

void Philosophers::run(sim::SimWorld& world) const {
  Threads& threads = world.threads();
  std::vector<std::unique_ptr<Mutex>> forks;
  for (std::uint32_t i = 1; i <= count_; ++i) {
    forks.push_back(threads.make_mutex({"fork", i}, Rank::unranked));
  }
  std::vector<std::unique_ptr<Thread>> philosophers;
  for (std::uint32_t i = 0; i < count_; ++i) {
    const std::uint32_t right = (i + 1) % count_;
    Mutex* first = forks[std::min(i, right)].get();
    Mutex* second = forks[std::max(i, right)].get();
    auto thread = threads.spawn({"philosopher", i + 1}, [first, second] {
      first->lock();
      second->lock();
      second->unlock();
      first->unlock();
    });
    if (thread) philosophers.push_back(std::move(thread));
  }
  for (const auto& philosopher : philosophers) philosopher->join();
}

}  // namespace interleave::proptests::toy
