// Every call comes to its end soon, and so does the daemon.
#ifndef INTERLEAVE_MODEL_RULES_LIVENESS_H_
#define INTERLEAVE_MODEL_RULES_LIVENESS_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/rules/monitor.h"
#include "model/seam/clock.h"

namespace interleave {

// What may be waited for is bounded by what there is to do, as counted in the run: a share of
// records for each thread that has started, each peer that has come and each call that was read;
// two shares or four, where every message is cut into pieces of three bytes, of two or of one.
// Records while somebody is in the API do not count: a call may take any time there, and all
// workers with it. Where time passes, because nobody could run, the count begins anew: what is owed
// then, those rules ask that look at a world at rest. The bound is generous, so that it holds for
// every schedule with every fault; it is for what is busy and does not get on, and comes to an end
// all the same.
class Liveness final : public Monitor {
 public:
  // Records for each thread, peer and call; docs/nightly.md says what was measured.
  static constexpr std::uint64_t kShare = 1'000;

  [[nodiscard]] std::string_view rule() const override { return "liveness"; }
  [[nodiscard]] std::string_view statement() const override {
    return "Every call that is accepted is answered, or its client closed, and a daemon that is "
           "asked to stop stops, within a bound of records that grows with the run's threads, "
           "clients and calls.";
  }
  [[nodiscard]] EventSet events() const override {
    return {Event::thread_started, Event::peer_opened,  Event::call_accepted,
            Event::reply_written,  Event::call_dropped, Event::client_closed,
            Event::api_begin,      Event::api_end,      Event::poll_begin,
            Event::stop_requested, Event::stopped,      Event::time_skipped};
  }
  void begin_run() override;
  std::optional<Finding> on(const Record& record, const RunState& state) override;

 private:
  // A call whose end is owed, or the stop where `client` is no object.
  struct Debt {
    ObjectId client = kNoObject;
    std::uint64_t serial = 0;
    std::uint64_t since = 0;  // of clock_
    std::uint64_t step = 0;
  };

  void count_records(const Record& record, const RunState& state);
  void count(const Record& record);
  void pay(ObjectId client, std::uint64_t serial);
  [[nodiscard]] std::uint64_t bound() const {
    return kShare * shares_ * (threads_ + peers_ + calls_);
  }
  // For how many records it has been owed.
  [[nodiscard]] std::uint64_t age(const Debt& debt) const {
    return clock_ - std::max(debt.since, moment_);
  }
  [[nodiscard]] Finding late(const Debt& debt, const RunState& state) const;

  std::uint64_t clock_ = 0;   // records with nobody in the API
  std::uint64_t moment_ = 0;  // what it was when time passed last
  std::uint64_t last_step_ = 0;
  Instant last_time_{};
  std::uint64_t threads_ = 0;
  std::uint64_t peers_ = 0;
  std::uint64_t calls_ = 0;
  std::uint64_t shares_ = 1;  // of each of them
  bool asked_to_stop_ = false;
  std::vector<Debt> debts_;  // the oldest first
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_LIVENESS_H_
