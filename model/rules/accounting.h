// D6: every call is accounted for, exactly.
#ifndef INTERLEAVE_MODEL_RULES_ACCOUNTING_H_
#define INTERLEAVE_MODEL_RULES_ACCOUNTING_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/rules/monitor.h"

namespace interleave {

// Only counts, so that it does not depend on how calls are named. Quiescence is the end of the run,
// and a settled world with nobody in the API: there, calls may be left that wait for a slot which
// the reply to a peer that does not read holds.
class Accounting final : public Monitor {
 public:
  [[nodiscard]] std::string_view rule() const override { return "accounting"; }
  [[nodiscard]] std::string_view statement() const override {
    return "Calls accepted = answered + refused + dropped, exactly, at quiescence, and never fewer "
           "before (D6).";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::call_accepted, Event::call_answered, Event::call_refused,
            Event::call_dropped,  Event::settled,       Event::finished};
  }
  void begin_run() override { accepted_ = answered_ = refused_ = dropped_ = 0; }
  std::optional<Finding> on(const Record& record, const RunState& state) override;

 private:
  [[nodiscard]] std::uint64_t ended() const { return answered_ + refused_ + dropped_; }
  [[nodiscard]] Finding wrong(std::string_view when) const;

  std::uint64_t accepted_ = 0;
  std::uint64_t answered_ = 0;
  std::uint64_t refused_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_ACCOUNTING_H_
