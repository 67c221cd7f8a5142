// Threads that wait for each other.
#ifndef INTERLEAVE_MODEL_RULES_DEADLOCK_H_
#define INTERLEAVE_MODEL_RULES_DEADLOCK_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// Found at the request that closes the circle, before anybody blocks in it: a thread waits for the
// owner of a lock, or for the thread that it joins. When the run is stuck, a lock that is waited
// for is reported although there is no circle: its owner waits for something else.
class Deadlock final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "deadlock"; }
  [[nodiscard]] std::string_view statement() const override {
    return "No thread waits for itself through locks and joins, nor for a lock whose owner will "
           "never "
           "release it.";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::lock_requested, Event::join_begin, Event::stuck};
  }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_DEADLOCK_H_
