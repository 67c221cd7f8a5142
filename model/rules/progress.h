// The last word on a run that does not come to its end.
#ifndef INTERLEAVE_MODEL_RULES_PROGRESS_H_
#define INTERLEAVE_MODEL_RULES_PROGRESS_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// Asked last: where a rule knows the cause, it has spoken before.
class Progress final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "progress"; }
  [[nodiscard]] std::string_view statement() const override {
    return "Every run comes to its end: no thread waits for what will never come, and none goes on "
           "for ever.";
  }
  [[nodiscard]] EventSet events() const override { return {Event::stuck, Event::step_limit}; }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_PROGRESS_H_
