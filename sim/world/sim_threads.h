// Simulated threads, and the factory of what they share.
#ifndef INTERLEAVE_SIM_WORLD_SIM_THREADS_H_
#define INTERLEAVE_SIM_WORLD_SIM_THREADS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "model/seam/threads.h"
#include "sim/engine/engine.h"

namespace interleave::sim {

// Joining is a scheduling point that can run when the thread has ended. Joining twice, or
// destroying what was not joined, is "thread-misuse".
class SimThread final : public Thread, public Pooled {
 public:
  SimThread(Engine& engine, Threads& threads, Name name);
  ~SimThread() override;

  // Makes it able to run.
  void start(Name name, std::function<void()> body);

 private:
  void do_join() override;

  Engine& engine_;
  std::uint32_t number_ = 0;
  bool joined_ = false;
};

// A spawn is a scheduling point; its failure is a decision.
class SimThreads final : public Threads {
 public:
  explicit SimThreads(Engine& engine) : engine_(engine) {}

  std::unique_ptr<Thread> spawn(Name name, std::function<void()> body) override;
  std::unique_ptr<Mutex> make_mutex(Name name, Rank rank) override;
  std::unique_ptr<CondVar> make_condvar(Name name, Mutex& mutex) override;
  HeldLocks& held_locks() override { return engine_.self().held; }
  [[noreturn]] void broken_rule(std::string_view rule, std::string_view what, Name object) override;

  // Ends the run where the calling thread may not block now (T9).
  void check_block(std::string_view what, Name object);

 private:
  Engine& engine_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_THREADS_H_
