// The threads of a scenario that wants nothing but threads.
#ifndef INTERLEAVE_SIM_WORLD_CREW_H_
#define INTERLEAVE_SIM_WORLD_CREW_H_

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "model/seam/threads.h"
#include "sim/world/sim_world.h"

namespace interleave::sim {

// Used by the thread that made it.
class Crew {
 public:
  explicit Crew(SimWorld& world) : world_(world) {}

  // Starts a thread. That the system refuses one is a fault of some runs: asks again then, and ends
  // the run with rule "no-thread" where there is really no room for another.
  void start(Name name, const std::function<void()>& body) {
    std::unique_ptr<Thread> thread;
    for (int i = 0; i < kTries && thread == nullptr; ++i) {
      thread = world_.threads().spawn(name, body);
    }
    if (thread == nullptr) world_.broken_rule("no-thread", "a thread could not be started");
    threads_.push_back(std::move(thread));
  }

  // Waits for the end of every thread that was started since the last time.
  void join() {
    for (const std::unique_ptr<Thread>& thread : threads_) thread->join();
    threads_.clear();
  }

 private:
  static constexpr int kTries = 100;

  SimWorld& world_;
  std::vector<std::unique_ptr<Thread>> threads_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_CREW_H_
