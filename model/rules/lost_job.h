// Every call comes to an end, once.
#ifndef INTERLEAVE_MODEL_RULES_LOST_JOB_H_
#define INTERLEAVE_MODEL_RULES_LOST_JOB_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// The way of a call: accepted, queued, taken, made (api_begin), answered, written. It may be
// refused until it is made, and dropped until it is answered. Each step is taken once, in this
// order.
//
// Whether a call is lost is asked when the world has settled with nobody in the API (a call may
// take any time there, and workers with it), when the daemon has stopped in order, and at the end.
// Calls that were read may wait for a slot while a reply of their client waits for its peer to
// read.
class LostJob final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "lost-job"; }
  [[nodiscard]] std::string_view statement() const override {
    return "Every call that is accepted is answered, refused or dropped, once, each job is done, "
           "and "
           "only replies that were queued are written (T8, D2, D6).";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::call_accepted, Event::call_queued,  Event::call_taken,    Event::call_answered,
            Event::call_refused,  Event::call_dropped, Event::reply_written, Event::api_begin,
            Event::api_end,       Event::job_done,     Event::client_reaped, Event::settled,
            Event::stopped,       Event::stuck,        Event::finished};
  }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_LOST_JOB_H_
