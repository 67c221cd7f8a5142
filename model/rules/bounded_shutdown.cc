#include "model/rules/bounded_shutdown.h"

#include <string>

#include "model/rules/wording.h"

namespace interleave {
namespace {

std::string milliseconds(Duration duration) {
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(duration).count()) +
         " ms";
}

}  // namespace

std::optional<Finding> BoundedShutdown::on(const Record& record, const RunState& state) {
  if (record.event == Event::stop_requested) {
    if (asked_) return std::nullopt;
    asked_ = true;
    asked_step_ = record.step;
    asked_at_ = record.time;
    bound_ = later(later(record.time, Duration(record.value)), kSlack);
    return std::nullopt;
  }
  if (record.event == Event::poll_begin) began_ = true;
  if (!asked_ || stopped_) return std::nullopt;
  switch (record.event) {
    case Event::stopped:
      stopped_ = true;
      if (record.time > bound_) return late(record, state, "the daemon stops");
      return std::nullopt;
    case Event::time_skipped:
      bound_ = later(bound_, Duration(record.value));
      return std::nullopt;
    case Event::settled:
      if (record.time > bound_) return late(record, state, "the daemon has not stopped");
      return std::nullopt;
    case Event::stuck:
      return late(record, state, "the daemon will never stop: nothing can run");
    case Event::step_limit:
      return late(record, state, "the daemon has not stopped when the run is cut");
    case Event::poll_begin:
      return std::nullopt;
    default:
      if (!began_) return std::nullopt;
      return late(record, state, "the program ends and the daemon has not said that it stopped");
  }
}

Finding BoundedShutdown::late(const Record& record, const RunState& state,
                              std::string_view how) const {
  Finding found = finding(std::string(how) + " " + milliseconds(record.time - asked_at_) +
                              " after it was asked to (D8)",
                          {"asked at " + at_step(asked_step_) + "; with slack it had " +
                           milliseconds(bound_ - asked_at_)});
  for (std::string& line : everybody_waits(state)) found.details.push_back(std::move(line));
  return found;
}

}  // namespace interleave
