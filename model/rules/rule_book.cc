#include "model/rules/rule_book.h"

#include <utility>

namespace interleave {

RuleBook::RuleBook() : RuleBook(all_rules()) {}

RuleBook::RuleBook(std::vector<std::unique_ptr<Monitor>> monitors)
    : monitors_(std::move(monitors)) {
  for (const std::unique_ptr<Monitor>& monitor : monitors_) {
    const bool sleeps = monitor->sleeps();
    if (sleeps) sleepers_.push_back(monitor.get());
    for (std::size_t i = 0; i < static_cast<std::size_t>(Event::count_); ++i) {
      const auto event = static_cast<Event>(i);
      if (!monitor->events().has(event)) continue;
      readers_[true][i].push_back(monitor.get());
      if (!sleeps || event == Event::object_created) readers_[false][i].push_back(monitor.get());
    }
  }
  awake_ = sleepers_.empty();
}

void RuleBook::begin_run() {
  state_.begin_run();
  finding_.reset();
  for (const std::unique_ptr<Monitor>& monitor : monitors_) monitor->begin_run();
  awake_ = sleepers_.empty();
}

void RuleBook::created(const Record& record, ObjectKind kind, Name name) {
  state_.created(record, kind, name);
  this->record(record);
  if (awake_) return;
  for (const Monitor* sleeper : sleepers_) awake_ = awake_ || !sleeper->sleeps();
}

bool RuleBook::record(const Record& record) {
  if (finding_) return false;
  for (Monitor* monitor : readers_[awake_][static_cast<std::size_t>(record.event)]) {
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
