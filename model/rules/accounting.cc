#include "model/rules/accounting.h"

#include <string>

#include "model/rules/wording.h"

namespace interleave {
namespace {

// Calls that were read and wait for a slot that an unwritten reply of their client holds.
std::uint64_t behind_slow_readers(const RunState& state) {
  std::uint64_t count = 0;
  for (const ObjectId id : state.calls().clients()) {
    const ClientCalls& client = state.calls().of(id);
    if (!client.has_unwritten_reply()) continue;
    for (const CallInfo& call : client.calls) count += call.stage == CallStage::accepted ? 1 : 0;
  }
  return count;
}

}  // namespace

std::optional<Finding> Accounting::on(const Record& record, const RunState& state) {
  switch (record.event) {
    case Event::call_accepted:
      ++accepted_;
      return std::nullopt;
    case Event::call_answered:
      ++answered_;
      break;
    case Event::call_refused:
      ++refused_;
      break;
    case Event::call_dropped:
      ++dropped_;
      break;
    case Event::settled:
      if (state.calls().in_api() > 0 || accepted_ == ended() + behind_slow_readers(state)) {
        return std::nullopt;
      }
      return wrong("at quiescence");
    default:
      if (accepted_ == ended()) return std::nullopt;
      return wrong("at the end");
  }
  if (ended() <= accepted_) return std::nullopt;
  return wrong("already");
}

Finding Accounting::wrong(std::string_view when) const {
  return finding("calls are not accounted for " + std::string(when) + ": accepted " +
                 std::to_string(accepted_) + ", answered " + std::to_string(answered_) +
                 " + refused " + std::to_string(refused_) + " + dropped " +
                 std::to_string(dropped_) + " (D6)");
}

}  // namespace interleave
