// One line of a trace.
#ifndef INTERLEAVE_MODEL_TRACE_RECORD_H_
#define INTERLEAVE_MODEL_TRACE_RECORD_H_

#include <cstdint>

#include "model/seam/clock.h"
#include "model/trace/event.h"

namespace interleave {

struct Record {
  std::uint64_t step = 0;       // position in the run, from 1
  ObjectId thread = kNoObject;  // who; kNoObject where the world itself speaks
  Event event = Event::none;
  ObjectId object = kNoObject;
  std::uint64_t value = 0;
  Instant time{};  // the world's clock
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_TRACE_RECORD_H_
