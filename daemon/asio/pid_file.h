// The file that names the daemon's process, and keeps a second one from starting.
#ifndef INTERLEAVE_DAEMON_ASIO_PID_FILE_H_
#define INTERLEAVE_DAEMON_ASIO_PID_FILE_H_

#include <memory>
#include <string>

namespace interleave::daemon {

// Holds an exclusive lock on the file, which contains the process's number and a line end.
// Destroying it removes the file and then the lock. The lock ends with the process in any case.
class PidFile {
 public:
  struct Taken {
    std::unique_ptr<PidFile> file;  // null when it could not be taken
    std::string reason;             // one line: why not
  };
  // Fails when another process has it, or the system does not permit it.
  static Taken take(const std::string& path);

  ~PidFile();
  PidFile(const PidFile&) = delete;
  PidFile& operator=(const PidFile&) = delete;

 private:
  PidFile(std::string path, int descriptor);

  const std::string path_;
  const int descriptor_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_PID_FILE_H_
