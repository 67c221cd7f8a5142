// D8: shutdown ends, and in time.
#ifndef INTERLEAVE_MODEL_RULES_BOUNDED_SHUTDOWN_H_
#define INTERLEAVE_MODEL_RULES_BOUNDED_SHUTDOWN_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/rules/monitor.h"
#include "model/seam/clock.h"

namespace interleave {

// Measured in the world's time, from the first stop_requested. Time that the world skips although
// threads could run (time_skipped) does not count: it stands for a machine that is busy elsewhere.
// A daemon that could not begin (its loop has never been in poll) may end without a word.
class BoundedShutdown final : public Monitor {
 public:
  // What a daemon may take beyond its drain deadline: rounding of timers, and a forced end.
  static constexpr Duration kSlack = std::chrono::seconds(1);

  [[nodiscard]] std::string_view rule() const override { return "bounded-shutdown"; }
  [[nodiscard]] std::string_view statement() const override {
    return "A daemon that is asked to stop has stopped by its drain deadline (D8).";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::stop_requested, Event::stopped,    Event::settled,  Event::time_skipped,
            Event::stuck,          Event::step_limit, Event::finished, Event::poll_begin};
  }
  void begin_run() override { asked_ = stopped_ = began_ = false; }
  std::optional<Finding> on(const Record& record, const RunState& state) override;

 private:
  [[nodiscard]] Finding late(const Record& record, const RunState& state,
                             std::string_view how) const;

  bool asked_ = false;
  bool stopped_ = false;
  bool began_ = false;
  std::uint64_t asked_step_ = 0;
  Instant asked_at_{};
  Instant bound_{};
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_BOUNDED_SHUTDOWN_H_
