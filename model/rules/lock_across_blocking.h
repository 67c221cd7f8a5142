// T9 and T6: nothing that may take long happens under a lock.
#ifndef INTERLEAVE_MODEL_RULES_LOCK_ACROSS_BLOCKING_H_
#define INTERLEAVE_MODEL_RULES_LOCK_ACROSS_BLOCKING_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// Waits on a condition, in a poller and for a thread's end, the start of a thread and the closing
// of a file, with a lock of the server, a client or the loop held (a condition's own mutex apart,
// which the wait releases); callbacks and free-callbacks with the loop's.
class LockAcrossBlocking final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "lock-across-blocking"; }
  [[nodiscard]] std::string_view statement() const override {
    return "No lock of the server, a client or the loop is held across what can block (T9) or "
           "while "
           "a client is destroyed (D1), nor the loop's while a callback or a free-callback runs "
           "(T6).";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::wait_begin,     Event::poll_begin,      Event::join_begin,
            Event::callback_begin, Event::watch_freed,     Event::object_created,
            Event::client_reaped,  Event::object_destroyed};
  }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_LOCK_ACROSS_BLOCKING_H_
