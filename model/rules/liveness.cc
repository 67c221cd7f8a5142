#include "model/rules/liveness.h"

#include <algorithm>

#include "model/rules/wording.h"

namespace interleave {

void Liveness::begin_run() {
  clock_ = moment_ = last_step_ = 0;
  last_time_ = {};
  threads_ = peers_ = calls_ = 0;
  shares_ = 1;
  asked_to_stop_ = false;
  debts_.clear();
}

std::optional<Finding> Liveness::on(const Record& record, const RunState& state) {
  count_records(record, state);
  if (!debts_.empty() && age(debts_.front()) > bound()) return late(debts_.front(), state);
  count(record);
  return std::nullopt;
}

// Time that is moved although threads could run is nobody's to get on in.
void Liveness::count_records(const Record& record, const RunState& state) {
  if (state.calls().in_api() == 0) clock_ += record.step - last_step_;
  last_step_ = record.step;
  if (record.time != last_time_ && record.event != Event::time_skipped) moment_ = clock_;
  last_time_ = record.time;
}

void Liveness::count(const Record& record) {
  switch (record.event) {
    case Event::thread_started:
      ++threads_;
      return;
    case Event::peer_opened:
      ++peers_;
      if (record.value != 0) shares_ = std::max(shares_, kNarrow / record.value + 1);
      return;
    case Event::call_accepted:
      ++calls_;
      debts_.push_back({record.object, record.value, clock_, record.step});
      return;
    case Event::reply_written:
    case Event::call_dropped:
      return pay(record.object, record.value);
    case Event::client_closed:
      std::erase_if(debts_, [&](const Debt& debt) { return debt.client == record.object; });
      return;
    case Event::stop_requested:
      if (!asked_to_stop_) debts_.push_back({kNoObject, 0, clock_, record.step});
      asked_to_stop_ = true;
      return;
    case Event::stopped:
      return pay(kNoObject, 0);
    default:
      return;
  }
}

// A client may use a serial twice at a time: then the older call is the one that has come to its
// end.
void Liveness::pay(ObjectId client, std::uint64_t serial) {
  const auto paid = std::ranges::find_if(
      debts_, [&](const Debt& debt) { return debt.client == client && debt.serial == serial; });
  if (paid != debts_.end()) debts_.erase(paid);
}

Finding Liveness::late(const Debt& debt, const RunState& state) const {
  const std::string what = debt.client == kNoObject
                               ? "the daemon has not stopped"
                               : call_text(state, debt.client, debt.serial) +
                                     " is neither answered nor is its client closed";
  Finding found = finding(
      what + " " + std::to_string(age(debt)) +
          " records on, with nobody in the API and no time that passes; it is owed since " +
          at_step(debt.step),
      {"for " + std::to_string(threads_) + " threads, " + std::to_string(peers_) + " peers and " +
       std::to_string(calls_) + " calls there were " + std::to_string(bound())});
  for (std::string& line : everybody_waits(state)) found.details.push_back(std::move(line));
  return found;
}

}  // namespace interleave
