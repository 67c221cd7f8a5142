#include "daemon/asio/process.h"

#include <algorithm>
#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/resource.h>
#include <unistd.h>

namespace interleave::daemon {
namespace {

// Asks one of the system's tables, with as much room as the answer needs. The answer's strings are
// gone.
template <class Entry>
std::optional<Entry> look_up(int (*ask)(const char*, Entry*, char*, std::size_t, Entry**),
                             const std::string& name) {
  Entry entry{};
  Entry* found = nullptr;
  std::vector<char> room(1024);
  int error = 0;
  while ((error = ask(name.c_str(), &entry, room.data(), room.size(), &found)) == ERANGE) {
    room.resize(room.size() * 2);
  }
  if (error != 0 || found == nullptr) return std::nullopt;
  return entry;
}

}  // namespace

std::size_t allow_descriptors(std::size_t wanted) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  if (limit.rlim_cur >= wanted) return limit.rlim_cur;
  const rlim_t before = limit.rlim_cur;
  limit.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}

void fill_standard_descriptors() {
  // The lowest free number is taken, until there is none among the three.
  for (;;) {
    const int descriptor = ::open("/dev/null", O_RDWR);
    if (descriptor > STDERR_FILENO) ::close(descriptor);
    if (descriptor < 0 || descriptor > STDERR_FILENO) return;
  }
}

std::optional<User> find_user(const std::string& name) {
  const std::optional<passwd> found = look_up<passwd>(::getpwnam_r, name);
  if (!found) return std::nullopt;
  return User{found->pw_uid, found->pw_gid};
}

std::optional<unsigned> find_group(const std::string& name) {
  const std::optional<group> found = look_up<group>(::getgrnam_r, name);
  if (!found) return std::nullopt;
  return found->gr_gid;
}

}  // namespace interleave::daemon
