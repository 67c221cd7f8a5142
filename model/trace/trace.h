// The trace: what the threading model's objects say about themselves, in both worlds.
#ifndef INTERLEAVE_MODEL_TRACE_TRACE_H_
#define INTERLEAVE_MODEL_TRACE_TRACE_H_

#include <cstdint>

#include "model/base/name.h"
#include "model/trace/event.h"

namespace interleave {

// Where the objects report. The simulator's trace feeds the monitors and the rolling hash; the real
// world's drops everything (NoTrace). Any thread may call either operation, with any lock held;
// neither blocks, fails or calls back.
class Trace {
 public:
  virtual ~Trace() = default;

  // Announces a new object and gives it its identity: small integers in the order of creation,
  // never used twice in a run. `detail` is the Rank of a lock, or for a condition variable the
  // ObjectId of its mutex; 0 otherwise.
  virtual ObjectId create(ObjectKind kind, Name name, std::uint64_t detail = 0) = 0;

  // The calling thread is about to do, or has just done, what `event` says (see event.h).
  virtual void record(Event event, ObjectId object = kNoObject, std::uint64_t value = 0) = 0;
};

// Drops everything.
class NoTrace final : public Trace {
 public:
  ObjectId create(ObjectKind, Name, std::uint64_t) override { return kNoObject; }
  void record(Event, ObjectId, std::uint64_t) override {}
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_TRACE_TRACE_H_
