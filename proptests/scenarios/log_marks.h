// What the daemon's log says of rare situations.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_LOG_MARKS_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_LOG_MARKS_H_

#include <optional>

#include "daemon/core/log.h"
#include "model/probes/mark.h"

namespace interleave::proptests {

// The mark that a line stands for; nothing for most lines.
std::optional<Mark> mark_of(const daemon::LogLine& line);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_LOG_MARKS_H_
