// T10: the API is called with no lock of the daemon held.
#ifndef INTERLEAVE_MODEL_RULES_API_UNDER_LOCK_H_
#define INTERLEAVE_MODEL_RULES_API_UNDER_LOCK_H_

#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

class ApiUnderLock final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "api-under-lock"; }
  [[nodiscard]] std::string_view statement() const override {
    return "No API call is made with the server lock, a client's lock or the event loop's lock "
           "held "
           "(T10).";
  }
  [[nodiscard]] EventSet events() const override { return {Event::api_begin}; }
  std::optional<Finding> on(const Record& record, const RunState& state) override;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_API_UNDER_LOCK_H_
