#include "daemon/asio/pid_file.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/asio/descriptor.h"

namespace interleave::daemon {
namespace {

std::string why(const char* what, const std::string& path) {
  return fmt::format("cannot {} {}: {}", what, path, std::generic_category().message(errno));
}

// Is the open file still the one that the path names?
bool is_at(int descriptor, const std::string& path) {
  struct stat open_file;
  struct stat named_file;
  return ::fstat(descriptor, &open_file) == 0 && ::stat(path.c_str(), &named_file) == 0 &&
         open_file.st_dev == named_file.st_dev && open_file.st_ino == named_file.st_ino;
}

}  // namespace

PidFile::PidFile(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {}

PidFile::~PidFile() {
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

PidFile::Taken PidFile::take(const std::string& path) {
  for (;;) {
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!file.valid()) return {nullptr, why("open", path)};
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) return {nullptr, why("lock", path)};
      return {nullptr,
              fmt::format("{} is locked by another process: interleaved runs already", path)};
    }
    // Its last owner may have removed it between the two.
    if (!is_at(file.get(), path)) continue;
    const std::string number = fmt::format("{}\n", ::getpid());
    if (::ftruncate(file.get(), 0) != 0 ||
        ::write(file.get(), number.data(), number.size()) != static_cast<ssize_t>(number.size())) {
      return {nullptr, why("write", path)};
    }
    return {std::unique_ptr<PidFile>(new PidFile(path, file.release())), {}};
  }
}

}  // namespace interleave::daemon
