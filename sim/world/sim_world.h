// The simulated outside of a program: the seam, and what only a scenario may do.
#ifndef INTERLEAVE_SIM_WORLD_SIM_WORLD_H_
#define INTERLEAVE_SIM_WORLD_SIM_WORLD_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/probes/mark.h"
#include "model/seam/open_file.h"
#include "model/seam/world.h"
#include "sim/engine/scenario.h"
#include "sim/world/sim_socket.h"

namespace interleave::sim {

class Engine;

// A handle that is open, for reports: "3 stream client.2, 5 bytes to read, peer closed".
struct OpenHandle {
  Handle handle = Handle::none;
  std::string what;
};

// How a listener takes connections, and what they hold.
struct ListenOptions {
  std::size_t backlog = 4;    // connections that may wait to be accepted; beyond, connect blocks
  std::size_t buffer = 4096;  // bytes that each direction of a connection holds
};

// One run's world. The threads of the run use it; each operation that says "point" is a scheduling
// point. Everything it makes is destroyed by the scenario before the root thread's body returns.
class SimWorld {
 public:
  explicit SimWorld(Engine& engine);
  SimWorld(const SimWorld&) = delete;
  SimWorld& operator=(const SimWorld&) = delete;
  ~SimWorld();

  // The seam, with one poller that is made at the first call and lives to the end of the root's
  // body. The references live as long as the run.
  [[nodiscard]] World world();
  [[nodiscard]] Clock& clock();
  [[nodiscard]] Threads& threads();
  [[nodiscard]] Trace& trace();

  // Another poller.
  [[nodiscard]] std::unique_ptr<Poller> make_poller();

  // Listens under a name. One listener of a name is open at a time.
  [[nodiscard]] std::unique_ptr<Listener> listen(Name name, const ListenOptions& options = {});

  // A model client's connection to the open listener of this name. Blocks while its backlog is
  // full. The result is not connected where nobody listens, or the listener is closed meanwhile.
  // Point. `identity` is what the accepting side sees.
  [[nodiscard]] SimSocket connect(Name listener, Name client = {"peer"},
                                  PeerIdentity identity = {});

  // A file of the program's own, which it can send. `number` is above 0, and what the receiver
  // gets to see.
  [[nodiscard]] FileRef open_file(std::uint32_t number);

  // Blocks until the clock has reached `time`. No lock is held (T9). Point.
  void sleep_until(Instant time);

  // Gives way: a point at which the calling thread does nothing. For loops that wait for what
  // another thread does, since a strategy may go on with one thread as long as it can run.
  void yield();

  // How far the clock has moved in this run although threads could run (eager time): what no
  // deadline of the program can be blamed for.
  [[nodiscard]] Duration skipped_time() const;

  // Blocks until no other thread can run without time being moved, and records Event::settled with
  // the number of connected model clients. No lock is held. Point.
  void settle();

  // A choice of the scenario in [0, options), options >= 1; `site` is a literal.
  [[nodiscard]] std::uint32_t draw(std::uint32_t options, const char* site);

  // For what the trace does not show (model/probes): does somebody want to know, and what is to be
  // known. No point, and nothing of the run depends on it.
  [[nodiscard]] bool marks() const;
  void mark(Mark what, std::uint64_t value = 0);

  // Ends the run with a broken rule: for what a scenario itself checks.
  [[noreturn]] void broken_rule(std::string_view rule, std::string_view what);

  // Handles (streams and listeners of the program) that are open; model clients are not counted.
  [[nodiscard]] std::size_t open_handle_count() const;
  [[nodiscard]] std::vector<OpenHandle> open_handles() const;

 private:
  friend class SharedBase;
  friend class Simulation;
  struct Parts;

  [[nodiscard]] Engine& engine() const;

  // For the simulation: a new run begins; the root's body has returned; who has left what.
  void begin_run();
  void end_root();
  [[nodiscard]] std::uint64_t open_peer_count() const;

  const std::unique_ptr<Parts> parts_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SIM_WORLD_H_
