// The simulated poller.
#ifndef INTERLEAVE_SIM_WORLD_SIM_POLLER_H_
#define INTERLEAVE_SIM_WORLD_SIM_POLLER_H_

#include <cstdint>
#include <vector>

#include "model/seam/poller.h"
#include "sim/engine/engine.h"
#include "sim/world/handle_table.h"

namespace interleave::sim {

// Waiting is one scheduling point, which can run when a watched handle is ready, after a wake, or
// at the deadline; what is ready is looked at when it does run. The order of several ready handles
// is drawn. A wait that returns early is a decision. A handle is watched by one poller at a time;
// closing one that is watched is "handle-misuse" (see SimStream).
class SimPoller final : public Poller, public Pooled {
 public:
  SimPoller(Engine& engine, Threads& threads, HandleTable& handles);
  ~SimPoller() override;

  IoStatus watch(Handle handle, Readiness interest) override;
  void unwatch(Handle handle) override;

  // For the handle table: a handle that this poller watches may have become ready.
  void on_change(const HandleTable::Entry& entry);

 private:
  void do_wait(Instant deadline, std::vector<Ready>& ready) override;
  void do_wake() override;

  static Readiness reported(const HandleTable::Entry& entry);
  [[nodiscard]] bool anything_ready() const;
  void collect(std::vector<Ready>& ready);
  void shuffle(std::vector<Ready>& ready);

  Engine& engine_;
  HandleTable& handles_;
  std::uint32_t waiting_ = 0;  // the thread in wait; 0: nobody
  bool woken_ = false;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_POLLER_H_
