// What is gone is left alone, and what is in use does not go.
#ifndef INTERLEAVE_MODEL_RULES_USE_AFTER_FREE_H_
#define INTERLEAVE_MODEL_RULES_USE_AFTER_FREE_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// As far as the trace tells; the sanitizer builds see the rest. Locks and condition variables are
// the business of the rule "mutex-misuse".
class UseAfterFree final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "use-after-free"; }
  [[nodiscard]] std::string_view statement() const override {
    return "A client is destroyed once, with no call or job of it on the way (D1); a watch is "
           "freed "
           "once, after its last callback (T6); nothing uses either afterwards.";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::client_closed, Event::client_reaped, Event::call_accepted, Event::call_queued,
            Event::call_taken,    Event::call_answered, Event::call_refused,  Event::call_dropped,
            Event::reply_written, Event::job_queued,    Event::job_done,      Event::api_begin,
            Event::api_end,       Event::watch_removed, Event::watch_freed,   Event::callback_begin,
            Event::poll_begin,    Event::poll_woken};
  }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_USE_AFTER_FREE_H_
