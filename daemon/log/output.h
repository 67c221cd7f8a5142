// A place that lines of the log go to.
#ifndef INTERLEAVE_DAEMON_LOG_OUTPUT_H_
#define INTERLEAVE_DAEMON_LOG_OUTPUT_H_

#include <memory>
#include <vector>

#include "daemon/log/record.h"

namespace interleave::daemon {

// Any thread, several at once; lines of several threads never mix.
class Output {
 public:
  virtual ~Output() = default;

  // Writes one line, or does not: false when there is no room for it now, or the place is broken.
  // Never waits for whoever reads.
  virtual bool write(const LogRecord& record) = 0;
};

// An output and the level of the lines that it wants.
struct LeveledOutput {
  LogLevel level = LogLevel::debug;
  std::unique_ptr<Output> output;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_OUTPUT_H_
