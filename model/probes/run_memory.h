// What the recognisers remember of a run, beside its state.
#ifndef INTERLEAVE_MODEL_PROBES_RUN_MEMORY_H_
#define INTERLEAVE_MODEL_PROBES_RUN_MEMORY_H_

#include <cstdint>

#include "model/probes/mark.h"
#include "model/rules/monitor.h"
#include "model/rules/per_object.h"
#include "model/rules/run_state.h"
#include "model/trace/record.h"

namespace interleave {

// Used by one thread. Nothing is allocated for a record once a run of that size has been seen.
class RunMemory {
 public:
  // The events that `apply` is to see.
  static constexpr EventSet kEvents = {
      Event::notify_one,     Event::notify_all,   Event::wait_end,      Event::call_taken,
      Event::api_begin,      Event::poll_begin,   Event::poll_woken,    Event::poll_end,
      Event::callback_begin, Event::callback_end, Event::stop_requested};

  void begin_run();
  // After the recognisers have looked.
  void apply(const Record& record, const RunState& state);
  void apply(Mark mark);

  // A condition variable has been notified when nobody waited.
  [[nodiscard]] bool notified_nobody(ObjectId condvar) const;
  // The thread's last wait ended by a notification, and it has done no work since.
  [[nodiscard]] bool woken_for_nothing(ObjectId thread) const;
  // The loop has been in poll.
  [[nodiscard]] bool has_polled() const { return polled_; }
  // The loop has come back from its last poll because of a deadline, and calls back.
  [[nodiscard]] bool at_deadline() const { return at_deadline_; }
  // The watch whose callback the thread is in; kNoObject: none.
  [[nodiscard]] ObjectId in_callback(ObjectId thread) const;
  [[nodiscard]] bool stopping() const { return stopping_; }
  [[nodiscard]] bool accept_paused() const { return accept_paused_; }

 private:
  struct Condition {
    std::uint64_t notified = 0;  // the step of the last notification
    bool nobody = false;
    void reset() { *this = {}; }
  };
  struct Runner {
    bool woken = false;
    ObjectId callback = kNoObject;
    void reset() { *this = {}; }
  };

  PerObject<Condition> conditions_;
  PerObject<Runner> runners_;
  bool polled_ = false;
  bool poll_woken_ = false;
  bool at_deadline_ = false;
  bool stopping_ = false;
  bool accept_paused_ = false;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_PROBES_RUN_MEMORY_H_
