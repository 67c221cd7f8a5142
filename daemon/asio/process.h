// What the daemon asks of the system for itself.
#ifndef INTERLEAVE_DAEMON_ASIO_PROCESS_H_
#define INTERLEAVE_DAEMON_ASIO_PROCESS_H_

#include <cstddef>
#include <optional>
#include <string>

namespace interleave::daemon {

// Raises the process's bound on open descriptors towards `wanted`, as far as it may. Returns the
// bound that holds then.
std::size_t allow_descriptors(std::size_t wanted);

// Has the standard descriptors lead nowhere that the process was started without: otherwise the
// next socket would get such a number, and lines of the log.
void fill_standard_descriptors();

struct User {
  unsigned number = 0;
  unsigned group = 0;  // its own
};

// A user, by its name.
std::optional<User> find_user(const std::string& name);

// The number of a group, by its name.
std::optional<unsigned> find_group(const std::string& name);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_PROCESS_H_
