// A waiter that could go on, and that nobody wakes.
#ifndef INTERLEAVE_MODEL_RULES_LOST_WAKEUP_H_
#define INTERLEAVE_MODEL_RULES_LOST_WAKEUP_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"
#include "model/rules/per_object.h"

namespace interleave {

// The world evaluates the conditions of all waiters when nothing can run (Event::waiter_ready). The
// finding names the last notification of the condition variable and whom it woke.
class LostWakeup final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "lost-wakeup"; }
  [[nodiscard]] std::string_view statement() const override {
    return "When nothing can run, no thread waits on a condition that holds.";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::notify_one, Event::notify_all, Event::wait_end, Event::waiter_ready};
  }
  void begin_run() override { notifications_.begin_run(); }
  std::optional<Finding> on(const Record& record, const RunState& state) override;

 private:
  // The last one of a condition variable.
  struct Notification {
    std::uint64_t step = 0;  // 0: there was none
    ObjectId thread = kNoObject;
    bool all = false;
    std::uint32_t waiting = 0;   // threads that waited then
    std::uint32_t returned = 0;  // of them: who has come back from the wait since
    ObjectId first = kNoObject;  // the first of these

    void reset() { *this = {}; }
  };

  [[nodiscard]] static Finding lost(const Record& record, const RunState& state,
                                    const Notification* last);

  PerObject<Notification> notifications_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_LOST_WAKEUP_H_
