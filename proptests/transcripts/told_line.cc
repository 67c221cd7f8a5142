#include "proptests/transcripts/told_line.h"

namespace interleave::proptests {
namespace {

// The event that ends what `event` begins.
Event end_of(Event event) {
  switch (event) {
    case Event::lock_acquired:
      return Event::lock_released;
    case Event::callback_begin:
      return Event::callback_end;
    case Event::poll_end:  // a turn of the loop
      return Event::poll_begin;
    default:
      return Event::none;
  }
}

bool is_empty_pair(const ToldLine& begin, const ToldLine& end) {
  return end.event != Event::none && begin.who == end.who && begin.object == end.object &&
         end_of(begin.event) == end.event;
}

bool repeats(const ToldLine& line, const ToldLine& before) {
  return line.event == Event::none && line.who == before.who && line.what == before.what;
}

}  // namespace

std::vector<ToldLine> worth_telling(const std::vector<ToldLine>& lines) {
  std::vector<ToldLine> kept;
  for (const ToldLine& line : lines) {
    if (!kept.empty() && is_empty_pair(kept.back(), line)) {
      if (kept.back().may_go) {
        kept.pop_back();
      } else {
        kept.back().what += ", and releases it";
        kept.back().event = Event::none;
      }
      continue;
    }
    if (!kept.empty() && repeats(line, kept.back())) continue;
    kept.push_back(line);
  }
  return kept;
}

}  // namespace interleave::proptests
