// The engine: runs a scenario once under a strategy's decisions, with every rule watched.
#ifndef INTERLEAVE_SIM_ENGINE_SIMULATION_H_
#define INTERLEAVE_SIM_ENGINE_SIMULATION_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/probes/mark.h"
#include "model/rules/monitor.h"
#include "model/trace/record.h"
#include "sim/engine/decision.h"
#include "sim/engine/faults.h"
#include "sim/engine/operation.h"
#include "sim/engine/scenario.h"
#include "sim/engine/strategy.h"

namespace interleave::sim {

struct RunResult {
  std::optional<Finding> finding;   // absent: every rule held
  std::vector<Decision> decisions;  // the test case
  std::uint64_t steps = 0;          // points at which a thread was chosen or went on
  std::uint64_t records = 0;
  bool cut = false;         // the strategy has ended the run before its end
  Duration skipped{};       // how far time was moved although threads could run
  std::uint64_t hash = 0;   // rolling hash over every record and decision
  std::uint64_t trace = 0;  // equal for runs that differ only in the order of independent
                            // operations (a Mazurkiewicz trace hash)
};

// How to run; one value for many runs.
struct RunOptions {
  std::uint64_t step_limit = 100'000;  // points after which a run is cut (and is a finding)
  Faults faults;                       // which faults exist in this run, and how often
  // Called for every record, in a thread of the run, which it must not disturb: for explanations
  // and transcripts. Empty in exploration, where nothing but the hash is kept.
  std::function<void(const Record&)> on_record;
  // Called for every point that is passed, in the thread that passes it and now does `operation`;
  // its stack is the program's. `step` counts points from 1. As careful as on_record.
  std::function<void(std::uint64_t step, std::uint32_t thread, const PendingOperation& operation)>
      on_step;
  // Called for what the trace does not show, in the thread that meets it, with what comes with it.
  // As careful as on_record.
  std::function<void(Mark, std::uint64_t)> on_mark;
  // Called when the process is about to die within a run (a sanitizer's report), with what the run
  // has decided so far and rule "crash": the last chance to write a recording.
  std::function<void(const RunResult&)> on_crash;
};

// What a simulation is made of; one value for all its runs.
struct SimulationOptions {
  std::size_t stack_size = 256 * 1024;  // bytes of each thread's stack, beside its guard
  // TSan builds: tells TSan that each switch of threads orders what comes before it and what comes
  // after, as it does for fibers that nobody explains to it. Then it finds no race at all: for the
  // test that shows so.
  bool switches_order = false;
};

// Beside the rules of its monitors, a run can break these: "deadlock" (nothing can run and the root
// has not ended), "livelock" (the step limit), "leak" (a thread or a handle is left at the end),
// "exception" (one left a thread's body), "assertion", "crash" (a signal: SIGSEGV, SIGBUS, SIGFPE,
// SIGILL, SIGABRT), "loss-of-control" (sim/control), "data-race" (TSan builds), and what the seam
// gives to Threads::broken_rule.
//
// A run that breaks a rule is abandoned where it stands: its threads do not run again, the stacks
// are reused, and the objects on them are never destroyed: what they own is leaked.
//
// Reuses its fibers, objects and memory from run to run. Used by the OS thread that made it;
// several may exist at once, but a run does not begin within another.
class Simulation {
 public:
  // Watches every rule of all_rules().
  Simulation();
  explicit Simulation(const SimulationOptions& options);
  // Watches `rules`.
  explicit Simulation(std::vector<std::unique_ptr<Monitor>> rules,
                      const SimulationOptions& options = {});
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;
  ~Simulation();

  // Runs `scenario` from its beginning to its end, or to the first broken rule. The result is valid
  // until the next call.
  const RunResult& run(const Scenario& scenario, Strategy& strategy, std::uint64_t seed,
                       const RunOptions& options);

  // Fills the stacks that the next runs' threads will have, where they are free, with `garbage`:
  // for checks that nothing depends on what was there. Not within a run. Nothing under ASan.
  void fill_stacks(unsigned char garbage);

  // Names of the present or last run's objects and threads, for reports: "worker.3", "leader/loop"
  // (a thread's path in the tree of spawns, from the root, which is "leader"; the second child of
  // one name is "leader/worker~2"). Empty for what is unknown.
  [[nodiscard]] std::string object_name(ObjectId id) const;
  [[nodiscard]] std::string thread_path(std::uint32_t number) const;
  // What thread `number` was about when the last run ended, if it has not ended before: "waits in
  // send of peer", "can go on, with load of head".
  [[nodiscard]] std::string about_thread(std::uint32_t number) const;
  // Names for another process, another run and other sources: who made the object, its name and,
  // from the second of that name, which: "leader/loop:client.2's lock~3"; of a thread, its path.
  [[nodiscard]] std::string stable_name(ObjectId id) const;
  // The number of the thread with this identity in the trace; 0 when there is none.
  [[nodiscard]] std::uint32_t thread_number(ObjectId id) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_SIMULATION_H_
