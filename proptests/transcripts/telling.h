// A run of the daemon's objects, told for a reader.
#ifndef INTERLEAVE_PROPTESTS_TRANSCRIPTS_TELLING_H_
#define INTERLEAVE_PROPTESTS_TRANSCRIPTS_TELLING_H_

#include <cstdint>
#include <string>

#include "sim/explain/observed_run.h"

namespace interleave::proptests {

// Which part of the run is told.
enum class Part : std::uint8_t {
  all,            // with what the leader makes
  to_last_close,  // from the first client's coming to the last client's going
  to_stop,        // from the first client's coming to the order to stop, which is not told
  to_end,         // from the first client's coming to the end
};

// A paragraph for each turn of a thread, in the words of sim/explain, and a line where time passes.
// What happens under a lock, or within a callback, stands below it and further to the right.
//
// Left out are: objects that come and go, requests of locks that are free, leaf locks and locks
// behind the API, the server lock where nothing is told that happens under it, the turns of the
// loop in which nothing does, and the scenario's own threads but for what the clients do and who
// orders a stop.
std::string tell(const sim::ObservedRun& run, Part part);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_TRANSCRIPTS_TELLING_H_
