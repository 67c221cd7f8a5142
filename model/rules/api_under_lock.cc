#include "model/rules/api_under_lock.h"

#include "model/rules/wording.h"

namespace interleave {

std::optional<Finding> ApiUnderLock::on(const Record& record, const RunState& state) {
  const ObjectId held = state.model_lock_held(record.thread);
  if (held == kNoObject) return std::nullopt;
  return finding(state.name(record.thread) + " calls the API for " +
                     call_text(state, record.object, record.value) + " while it holds " +
                     state.name(held) + " (T10)",
                 {holds_text(state, record.thread)});
}

}  // namespace interleave
