// Lines into a descriptor: standard error, or a file.
#ifndef INTERLEAVE_DAEMON_LOG_OUTPUTS_DESCRIPTOR_OUTPUT_H_
#define INTERLEAVE_DAEMON_LOG_OUTPUTS_DESCRIPTOR_OUTPUT_H_

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "daemon/asio/descriptor.h"
#include "daemon/log/output.h"

namespace interleave::daemon {

// One system call for each line, as line_of writes it. A pipe, socket or terminal that nobody reads
// loses lines and holds nobody up: it is asked for room first, since the descriptor is shared with
// other processes and cannot be made non-blocking. A full disk loses lines too.
class DescriptorOutput final : public Output {
 public:
  explicit DescriptorOutput(Descriptor owned) : owned_(std::move(owned)), number_(owned_.get()) {}
  // `borrowed` is open for as long as the output lives.
  explicit DescriptorOutput(int borrowed) : number_(borrowed) {}

  bool write(const LogRecord& record) override;

 private:
  const Descriptor owned_;
  const int number_;
  // The last line was cut off in its middle: the next one starts on a line of its own.
  std::atomic<bool> torn_ = false;
};

// Opens a file to append to, making it with mode 0600. Null, and errno, when that fails. A named
// pipe that nobody reads fails; nothing waits.
std::unique_ptr<Output> open_log_file(const std::string& path);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_OUTPUTS_DESCRIPTOR_OUTPUT_H_
