// One line of a telling, before it is known whether it is worth its place.
#ifndef INTERLEAVE_PROPTESTS_TRANSCRIPTS_TOLD_LINE_H_
#define INTERLEAVE_PROPTESTS_TRANSCRIPTS_TOLD_LINE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "model/seam/clock.h"
#include "model/trace/event.h"

namespace interleave::proptests {

struct ToldLine {
  std::string who;  // "worker.1", "peer.2"; empty: the world
  std::string what;
  std::uint32_t depth = 0;  // locks that it holds, and callbacks that it is in
  Event event = Event::none;
  ObjectId object = kNoObject;
  bool may_go = false;  // it begins something that is not worth telling when nothing happens in it
  Instant time{};
};

// Where nothing is told between a beginning and its end, both go if they may, or become one line.
// Points that say what the line before them says go too.
std::vector<ToldLine> worth_telling(const std::vector<ToldLine>& lines);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_TRANSCRIPTS_TOLD_LINE_H_
