// What recognisers of several files ask of a record.
#ifndef INTERLEAVE_MODEL_PROBES_LOOKS_H_
#define INTERLEAVE_MODEL_PROBES_LOOKS_H_

#include <cstdint>
#include <string_view>

#include "model/probes/probe.h"

namespace interleave::probes {

inline bool is_called(const Sight& sight, ObjectId object, std::string_view name) {
  return sight.state.object(object).name.base == name;
}

// By the daemon's names for its threads.
inline bool is_urgent_worker(const Sight& sight, ObjectId thread) {
  return is_called(sight, thread, "prio-worker");
}
inline bool is_worker(const Sight& sight, ObjectId thread) {
  return is_called(sight, thread, "worker") || is_urgent_worker(sight, thread);
}

// The record is about a condition of the server lock.
inline bool is_job_condition(const Sight& sight) {
  const ObjectId condvar = sight.record.object;
  return sight.state.rank(sight.state.bound_mutex(condvar)) == Rank::server;
}

// Does a call of the record's client fit?
template <class Fits>
bool has_call(const Sight& sight, Fits fits) {
  for (const CallInfo& call : sight.state.calls().of(sight.record.object).calls) {
    if (fits(call)) return true;
  }
  return false;
}
inline bool has_call_in(const Sight& sight, CallStage stage) {
  return has_call(sight, [stage](const CallInfo& call) { return call.stage == stage; });
}

// Does a call of any client wait on dx?
inline bool has_queued(const Sight& sight) {
  for (const ObjectId id : sight.state.calls().clients()) {
    for (const CallInfo& call : sight.state.calls().of(id).calls) {
      if (call.stage == CallStage::queued) return true;
    }
  }
  return false;
}

inline bool in_api(const Sight& sight) {
  return sight.state.calls().in_api() > 0;
}

}  // namespace interleave::probes

#endif  // INTERLEAVE_MODEL_PROBES_LOOKS_H_
