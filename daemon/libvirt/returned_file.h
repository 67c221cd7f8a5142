// A file that libvirt has opened for us.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_RETURNED_FILE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_RETURNED_FILE_H_

#include <unistd.h>

#include "model/seam/open_file.h"

namespace interleave::daemon {

// Owns a descriptor that a libvirt function has returned.
class ReturnedFile final : public OpenFile {
 public:
  explicit ReturnedFile(int number) : number_(number) {}
  ~ReturnedFile() override { ::close(number_); }
  [[nodiscard]] int number() const override { return number_; }

 private:
  const int number_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_RETURNED_FILE_H_
