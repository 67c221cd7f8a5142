#include "proptests/bench/crowd.h"

#include <memory>
#include <vector>

#include "sim/world/sim_world.h"

namespace interleave::sim {
namespace {

constexpr int kLocksEach = 100;

void lock_and_unlock(Mutex& mutex) IL_NO_THREAD_SAFETY_ANALYSIS {
  for (int i = 0; i < kLocksEach; ++i) {
    mutex.lock();
    mutex.unlock();
  }
}

}  // namespace

void Crowd::run(SimWorld& world) const {
  std::vector<std::unique_ptr<Mutex>> mutexes;
  std::vector<std::unique_ptr<Thread>> threads;
  for (std::uint32_t i = 1; i <= threads_; ++i) {
    mutexes.push_back(world.threads().make_mutex({"own", i}, Rank::unranked));
    Mutex& own = *mutexes.back();
    threads.push_back(world.threads().spawn({"thread", i}, [&own] { lock_and_unlock(own); }));
  }
  for (const std::unique_ptr<Thread>& thread : threads) thread->join();
}

}  // namespace interleave::sim
