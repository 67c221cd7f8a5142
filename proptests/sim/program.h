// Small programs as scenarios, and running them many times.
#ifndef INTERLEAVE_PROPTESTS_SIM_PROGRAM_H_
#define INTERLEAVE_PROPTESTS_SIM_PROGRAM_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "model/rules/monitor.h"
#include "sim/engine/simulation.h"
#include "sim/strategies/non_preemptive.h"
#include "sim/strategies/random_walk.h"
#include "sim/world/sim_world.h"

namespace interleave::sim {

class Program final : public Scenario {
 public:
  explicit Program(std::function<void(SimWorld&)> body) : body_(std::move(body)) {}
  [[nodiscard]] std::string name() const override { return "program"; }
  [[nodiscard]] std::string summary() const override { return "a program of a test"; }
  void run(SimWorld& world) const override { body_(world); }

 private:
  std::function<void(SimWorld&)> body_;
};

// The engine alone: what no monitor claims is the engine's own verdict.
inline std::unique_ptr<Simulation> bare_simulation(const SimulationOptions& options = {}) {
  return std::make_unique<Simulation>(std::vector<std::unique_ptr<Monitor>>{}, options);
}

// How often each rule was broken in `runs` random runs; "" counts the clean ones.
inline std::map<std::string, int> verdicts(const Scenario& scenario, int runs,
                                           const RunOptions& options = {}) {
  const std::unique_ptr<Simulation> simulation = bare_simulation();
  RandomWalk strategy;
  std::map<std::string, int> counts;
  for (int seed = 0; seed < runs; ++seed) {
    const RunResult& result =
        simulation->run(scenario, strategy, static_cast<std::uint64_t>(seed), options);
    ++counts[result.finding ? result.finding->rule : std::string()];
  }
  return counts;
}

// A thread of the program; the test fails where the system has none.
inline std::unique_ptr<Thread> spawn(SimWorld& world, Name name, std::function<void()> body) {
  std::unique_ptr<Thread> thread = world.threads().spawn(name, std::move(body));
  if (!thread) world.broken_rule("no-thread", "a thread could not be started");
  return thread;
}

// What a test expects within a run: otherwise the run ends with the rule "check".
inline void check(SimWorld& world, bool condition, const char* what) {
  if (!condition) world.broken_rule("check", what);
}

// Leaks an object, as a forgetful program would, without a leak checker's complaint.
template <class T>
void forget(std::unique_ptr<T> object) {
  static auto* const forgotten = new std::vector<T*>;
  forgotten->push_back(object.release());
}

class Locked {
 public:
  explicit Locked(Mutex& mutex) IL_NO_THREAD_SAFETY_ANALYSIS : mutex_(mutex) { mutex.lock(); }
  ~Locked() IL_NO_THREAD_SAFETY_ANALYSIS { mutex_.unlock(); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_SIM_PROGRAM_H_
