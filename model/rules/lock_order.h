// T4, T5, T6: the order in which locks are acquired.
#ifndef INTERLEAVE_MODEL_RULES_LOCK_ORDER_H_
#define INTERLEAVE_MODEL_RULES_LOCK_ORDER_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// Judges a request, not an acquisition: the order is broken whether or not the lock is free. A lock
// that is requested by its own holder is left to the rule "deadlock"; unranked locks have no order.
class LockOrder final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "lock-order"; }
  [[nodiscard]] std::string_view statement() const override {
    return "Locks are acquired in the order of their ranks (T4 server, T5 client, T6 loop last), "
           "never "
           "two of one rank, and a client's lock only while the server lock is held (T5).";
  }
  [[nodiscard]] EventSet events() const override { return {Event::lock_requested}; }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_LOCK_ORDER_H_
