// The transcripts: short runs that show how the threading model works.
#ifndef INTERLEAVE_PROPTESTS_TRANSCRIPTS_TRANSCRIPTS_H_
#define INTERLEAVE_PROPTESTS_TRANSCRIPTS_TRANSCRIPTS_H_

#include <span>
#include <string>
#include <string_view>

#include "proptests/transcripts/telling.h"

namespace interleave::proptests {

struct Transcript {
  std::string_view name;      // of its file, without ".txt"
  std::string_view title;     // one line
  std::string_view workload;  // as parse_workload reads it
  std::string_view about;     // what to look for, in whole lines
  Part part = Part::to_last_close;
};

// In the order in which they are read.
std::span<const Transcript> transcripts();

// The whole file. The run has no faults, and a thread goes on as long as it can; then the one that
// was started first goes on: the same text from every build. The process ends where the run breaks
// a rule.
std::string text_of(const Transcript& transcript);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_TRANSCRIPTS_TRANSCRIPTS_H_
