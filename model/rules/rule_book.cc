#include "model/rules/rule_book.h"

#include <utility>

namespace interleave {

RuleBook::RuleBook() : RuleBook(all_rules()) {}

RuleBook::RuleBook(std::vector<std::unique_ptr<Monitor>> monitors)
    : monitors_(std::move(monitors)) {
  for (std::size_t event = 0; event < readers_.size(); ++event) {
    for (const std::unique_ptr<Monitor>& monitor : monitors_) {
      if (monitor->events().has(static_cast<Event>(event))) {
        readers_[event].push_back(monitor.get());
      }
    }
  }
}

void RuleBook::begin_run() {
  state_.begin_run();
  finding_.reset();
  for (const std::unique_ptr<Monitor>& monitor : monitors_) monitor->begin_run();
}

void RuleBook::created(const Record& record, ObjectKind kind, Name name) {
  state_.created(record, kind, name);
  this->record(record);
}

bool RuleBook::record(const Record& record) {
  if (finding_) return false;
  for (Monitor* monitor : readers_[static_cast<std::size_t>(record.event)]) {
    if (std::optional<Finding> found = monitor->on(record, state_)) {
      found->rule = monitor->rule();
      if (found->step == 0) found->step = record.step;
      finding_ = std::move(found);
      return false;
    }
  }
  state_.apply(record);
  return true;
}

}  // namespace interleave
