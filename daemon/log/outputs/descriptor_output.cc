#include "daemon/log/outputs/descriptor_output.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace interleave::daemon {
namespace {

// Whether a line can be written without waiting: a pipe that says so has room for PIPE_BUF bytes,
// which are more than any line has. A file always says so.
bool has_room(int descriptor) {
  pollfd asked{.fd = descriptor, .events = POLLOUT, .revents = 0};
  return ::poll(&asked, 1, 0) == 1 && (asked.revents & POLLOUT) != 0;
}

}  // namespace

bool DescriptorOutput::write(const LogRecord& record) {
  if (!has_room(number_)) return false;
  std::string text = line_of(record) + '\n';
  if (torn_.exchange(false)) text.insert(0, 1, '\n');
  const ssize_t written = ::write(number_, text.data(), text.size());
  if (written > 0 && static_cast<std::size_t>(written) < text.size()) torn_ = true;
  return written == static_cast<ssize_t>(text.size());
}

std::unique_ptr<Output> open_log_file(const std::string& path) {
  constexpr int kFlags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  Descriptor file(::open(path.c_str(), kFlags, 0600));
  if (!file.valid()) return nullptr;
  return std::make_unique<DescriptorOutput>(std::move(file));
}

}  // namespace interleave::daemon
