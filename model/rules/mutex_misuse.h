// Locks and condition variables are used as their contracts say.
#ifndef INTERLEAVE_MODEL_RULES_MUTEX_MISUSE_H_
#define INTERLEAVE_MODEL_RULES_MUTEX_MISUSE_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

class MutexMisuse final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "mutex-misuse"; }
  [[nodiscard]] std::string_view statement() const override {
    return "A mutex is released by its holder, waited on through a condition by its holder, held "
           "by "
           "one thread at a time, by no thread that ends, and used by nobody after its "
           "destruction.";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::lock_requested, Event::lock_acquired, Event::lock_released,
            Event::wait_begin,     Event::wait_end,      Event::notify_one,
            Event::notify_all,     Event::thread_ended,  Event::object_destroyed};
  }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_MUTEX_MISUSE_H_
