#include "daemon/asio/unix_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "daemon/asio/errors.h"

namespace interleave::daemon {
namespace {

// A failed step: what was done, and the system's word for why not.
Bound failure(const std::string& what) {
  const boost::system::error_code error = last_error();
  return {open_status(error), fmt::format("{}: {}", what, error.message()), {}, {}};
}

Descriptor open_socket() {
  return Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

const sockaddr* generic(const sockaddr_un& address) {
  return static_cast<const sockaddr*>(static_cast<const void*>(&address));
}

// Does somebody accept connections at `address`?
bool is_served(const sockaddr_un& address) {
  const Descriptor probe = open_socket();
  if (!probe.valid()) return true;
  if (::connect(probe.get(), generic(address), sizeof(address)) == 0) return true;
  return errno != ECONNREFUSED && errno != ENOENT;
}

// Removes a socket file that nobody serves; ok when the path is free then.
Bound clear_path(const std::string& path, const sockaddr_un& address) {
  struct stat status;
  if (::lstat(path.c_str(), &status) != 0) {
    return errno == ENOENT ? Bound{} : failure(fmt::format("cannot examine {}", path));
  }
  if (!S_ISSOCK(status.st_mode)) {
    return {IoStatus::in_use, fmt::format("{} exists and is not a socket", path), {}, {}};
  }
  if (is_served(address)) {
    return {IoStatus::in_use, fmt::format("{} is served by another process", path), {}, {}};
  }
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
    return failure(fmt::format("cannot remove the stale {}", path));
  }
  return {};
}

// Holds the directory of a socket while it is examined and bound, against another process that
// starts at the same moment. Released with the descriptor.
Descriptor lock_directory(const std::string& path) {
  std::string directory = std::filesystem::path(path).parent_path().string();
  if (directory.empty()) directory = ".";
  Descriptor lock(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (lock.valid() && ::flock(lock.get(), LOCK_EX) != 0) return {};
  return lock;
}

// Nobody can connect before listen, so the file has its mode and group in time.
Bound bind_and_listen(const UnixAddress& where, const sockaddr_un& address) {
  Bound bound;
  bound.socket = open_socket();
  if (!bound.socket.valid()) return failure("cannot make a socket");
  if (::bind(bound.socket.get(), generic(address), sizeof(address)) != 0) {
    return failure(fmt::format("cannot bind to {}", where.path));
  }
  struct stat status;
  if (::lstat(where.path.c_str(), &status) != 0) {
    return failure(fmt::format("cannot examine {}", where.path));
  }
  bound.file = {status.st_dev, status.st_ino};
  const auto give_up = [&](const char* what) {
    Bound failed = failure(fmt::format("cannot {} {}", what, where.path));
    remove_socket_file(where.path, bound.file);
    return failed;
  };
  constexpr unsigned kUnchanged = ~0U;
  if ((where.owner || where.group) && ::chown(where.path.c_str(), where.owner.value_or(kUnchanged),
                                              where.group.value_or(kUnchanged)) != 0) {
    return give_up("change the owner or the group of");
  }
  if (::chmod(where.path.c_str(), where.mode) != 0) return give_up("change the mode of");
  if (::listen(bound.socket.get(), where.backlog) != 0) return give_up("listen at");
  return bound;
}

}  // namespace

std::optional<sockaddr_un> unix_address(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof(address.sun_path)) return std::nullopt;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

Bound bind_unix(const UnixAddress& where) {
  const std::optional<sockaddr_un> address = unix_address(where.path);
  if (!address) {
    return {IoStatus::other, fmt::format("{} is too long for a socket's path", where.path), {}, {}};
  }
  const Descriptor lock = lock_directory(where.path);
  if (!lock.valid()) return failure(fmt::format("cannot lock the directory of {}", where.path));
  Bound cleared = clear_path(where.path, *address);
  if (cleared.status != IoStatus::ok) return cleared;
  return bind_and_listen(where, *address);
}

void remove_socket_file(const std::string& path, const FileIdentity& file) {
  struct stat status;
  if (::lstat(path.c_str(), &status) != 0) return;
  if (status.st_dev == file.device && status.st_ino == file.inode) ::unlink(path.c_str());
}

}  // namespace interleave::daemon
