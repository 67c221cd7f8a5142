// A rule of the threading model as something that reads a trace.
#ifndef INTERLEAVE_MODEL_RULES_MONITOR_H_
#define INTERLEAVE_MODEL_RULES_MONITOR_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/rules/run_state.h"
#include "model/trace/record.h"

namespace interleave {

// A broken rule, told so that a reader who knows the program sees what went wrong.
struct Finding {
  std::string rule;                  // Monitor::rule of who found it: "lock-order"
  std::string what;                  // one line, with the names of threads and objects
  std::vector<std::string> details;  // a few lines more: who holds what, who waits for whom
  std::uint64_t step = 0;            // of the record that broke it
};

// A set of events.
class EventSet {
 public:
  constexpr EventSet(std::initializer_list<Event> events) {
    for (const Event event : events) bits_ |= bit(event);
  }
  [[nodiscard]] constexpr bool has(Event event) const { return (bits_ & bit(event)) != 0; }
  // Those of both.
  friend constexpr EventSet operator|(EventSet a, EventSet b) {
    a.bits_ |= b.bits_;
    return a;
  }

 private:
  static constexpr std::uint64_t bit(Event event) {
    return std::uint64_t{1} << static_cast<unsigned>(event);
  }
  static_assert(static_cast<unsigned>(Event::count_) <= 64);
  std::uint64_t bits_ = 0;
};

// Used by one thread. A monitor knows one run at a time.
class Monitor {
 public:
  virtual ~Monitor() = default;

  // The rule's name in findings, recordings and docs: lower case with hyphens.
  [[nodiscard]] virtual std::string_view rule() const = 0;
  // What must hold, in one sentence, with the numbers of design rules (T9, D8).
  [[nodiscard]] virtual std::string_view statement() const = 0;
  // The events that `on` is to see.
  [[nodiscard]] virtual EventSet events() const = 0;
  // A new run begins.
  virtual void begin_run() {}
  // Is nothing of this run its business yet? Then it needs to see of its events only
  // object_created, and may be shown the others. Asked of a new one, which must be as it is when a
  // run begins, and after each object that is made.
  [[nodiscard]] virtual bool sleeps() const { return false; }
  // Reads a record; `state` is the run's state before it. Returns a finding when the record breaks
  // the rule (the rule book fills in its rule, and its step where it has none).
  virtual std::optional<Finding> on(const Record& record, const RunState& state) = 0;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_MONITOR_H_
