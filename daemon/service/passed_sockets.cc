#include "daemon/service/passed_sockets.h"

#include <cstddef>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <systemd/sd-daemon.h>

namespace interleave::daemon {
namespace {

// What sd_listen_fds_with_names gives: null, or strings with a null behind them.
class Names {
 public:
  Names() = default;
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;
  ~Names() {
    for (char** name = names_; name != nullptr && *name != nullptr; ++name) std::free(*name);
    std::free(names_);
  }
  char*** out() { return &names_; }
  [[nodiscard]] std::string_view at(int index) const {
    return names_ == nullptr ? std::string_view() : std::string_view(names_[index]);
  }

 private:
  char** names_ = nullptr;
};

std::string path_of(int descriptor) {
  sockaddr_un address{};
  socklen_t size = sizeof(address);
  auto* const generic = static_cast<sockaddr*>(static_cast<void*>(&address));
  if (::getsockname(descriptor, generic, &size) != 0) return {};
  return address.sun_path;
}

bool is_read_only(std::string_view name, int descriptor) {
  constexpr std::string_view kEnd = "-ro";
  return name.ends_with(kEnd) || path_of(descriptor).ends_with(kEnd);
}

}  // namespace

PassedSockets take_passed_sockets() {
  PassedSockets passed;
  Names names;
  const int count = ::sd_listen_fds_with_names(1, names.out());
  if (count < 0) {
    passed.error = "LISTEN_FDS says something that cannot be understood";
    return passed;
  }
  for (int index = 0; index < count; ++index) {
    const int descriptor = SD_LISTEN_FDS_START + index;
    if (::sd_is_socket(descriptor, AF_UNIX, SOCK_STREAM, 1) <= 0) {
      passed.error = fmt::format(
          "descriptor {} ({}) of the service manager is not a local stream "
          "socket that listens",
          descriptor, names.at(index));
      passed.sockets.clear();
      return passed;
    }
    passed.sockets.push_back({descriptor, is_read_only(names.at(index), descriptor)});
  }
  return passed;
}

}  // namespace interleave::daemon
