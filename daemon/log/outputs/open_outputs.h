// Opens the outputs that the key log_outputs asks for.
#ifndef INTERLEAVE_DAEMON_LOG_OUTPUTS_OPEN_OUTPUTS_H_
#define INTERLEAVE_DAEMON_LOG_OUTPUTS_OPEN_OUTPUTS_H_

#include <optional>
#include <string>
#include <vector>

#include "daemon/log/output.h"
#include "daemon/log/output_spec.h"

namespace interleave::daemon {

struct OpenedOutputs {
  std::vector<LeveledOutput> outputs;
  std::optional<std::string> error;  // why one cannot be opened, in one line; `outputs` is empty
};

// Opens all of them, or none. Without any spec: the journal where standard error leads there
// anyway, as it does in a service of systemd, so that fields are kept; standard error otherwise. A
// journal or a syslog that is not there is an error; one that ends later is not.
OpenedOutputs open_outputs(const std::vector<OutputSpec>& specs);

// Whether standard error is the journal's stream: `value` is what the service manager has put into
// JOURNAL_STREAM, "device:inode", or null.
bool is_journal_stream(const char* value);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_OUTPUTS_OPEN_OUTPUTS_H_
