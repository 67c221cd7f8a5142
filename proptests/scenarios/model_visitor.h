// Somebody who asks the daemon how it is, in every way that a visitor may behave.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_MODEL_VISITOR_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_MODEL_VISITOR_H_

#include <atomic>
#include <cstdint>
#include <string>

#include "sim/world/sim_world.h"

namespace interleave::proptests {

inline constexpr Name kStatusDoor{"status door"};

// One connection to the status socket, in one simulated thread: asks and reads it all, asks and
// goes without a word, or asks for half and waits to be cut off. Ends the run with rule "protocol"
// when a good question gets no good answer.
class ModelVisitor {
 public:
  // `stopping` is set before the daemon is asked to stop: from then on it need not answer.
  ModelVisitor(sim::SimWorld& world, std::uint32_t number, const std::atomic<bool>& stopping)
      : world_(world), number_(number), stopping_(stopping) {}

  void run();

 private:
  // Everything up to the end of the connection.
  void receive_all();
  void judge();

  sim::SimWorld& world_;
  const std::uint32_t number_;
  const std::atomic<bool>& stopping_;
  sim::SimSocket socket_;
  std::string response_;
  IoStatus end_ = IoStatus::ok;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_MODEL_VISITOR_H_
