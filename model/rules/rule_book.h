// All rules of the threading model at once, as monitors of a trace.
#ifndef INTERLEAVE_MODEL_RULES_RULE_BOOK_H_
#define INTERLEAVE_MODEL_RULES_RULE_BOOK_H_

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "model/rules/monitor.h"
#include "model/rules/run_state.h"
#include "model/trace/record.h"

namespace interleave {

// Reads one run's trace after the other and says whether a rule is broken. Used by one thread.
//
// Nothing is allocated for a record once the book has seen a run of that size.
class RuleBook {
 public:
  // With every rule of all_rules().
  RuleBook();
  explicit RuleBook(std::vector<std::unique_ptr<Monitor>> monitors);

  // Whom findings ask for what the trace does not tell; it outlives the runs.
  void ask(const Informant& informant) { state_.ask(informant); }

  // Forgets the last run.
  void begin_run();

  // Feeds what Trace::create announced. Identities come in order, from 1.
  void created(const Record& record, ObjectKind kind, Name name);

  // Feeds a record. False when it breaks a rule (or an earlier record of this run did).
  bool record(const Record& record);

  // The first broken rule of this run.
  [[nodiscard]] const std::optional<Finding>& finding() const { return finding_; }

  [[nodiscard]] std::span<const std::unique_ptr<Monitor>> monitors() const { return monitors_; }
  [[nodiscard]] const RunState& state() const { return state_; }

 private:
  // By event, in the order in which they are asked.
  using Readers = std::array<std::vector<Monitor*>, static_cast<std::size_t>(Event::count_)>;

  std::vector<std::unique_ptr<Monitor>> monitors_;
  std::vector<Monitor*> sleepers_;  // those that sleep when a run begins
  bool awake_ = true;               // one of them does not, or there are none
  std::array<Readers, 2> readers_;  // by awake_
  RunState state_;
  std::optional<Finding> finding_;
};

// One new monitor for each rule there is, in the order in which they are asked.
std::vector<std::unique_ptr<Monitor>> all_rules();

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_RULE_BOOK_H_
