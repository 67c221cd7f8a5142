#include "daemon/service/background.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemon/service/exit_status.h"

namespace interleave::daemon {
namespace {

int cannot(const char* what) {
  std::perror(what);
  return kCannotStart;
}

// In the process that was started: the exit status of the other one, 0 if it serves by now.
int wait_for(pid_t child, int pipe) {
  char byte = 0;
  ssize_t count = 0;
  do {
    count = ::read(pipe, &byte, 1);
  } while (count < 0 && errno == EINTR);
  if (count == 1) return kDrained;
  int status = 0;
  if (::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return kCannotStart;
  return WEXITSTATUS(status);
}

void lead_nowhere() {
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0) return;
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::dup2(nowhere, standard);
  }
  if (nowhere > STDERR_FILENO) ::close(nowhere);
}

}  // namespace

Background::~Background() {
  if (tell_ >= 0) ::close(tell_);
}

std::optional<int> Background::enter() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return cannot("pipe");
  const pid_t child = ::fork();
  if (child < 0) return cannot("fork");
  if (child > 0) {
    ::close(ends[1]);
    return wait_for(child, ends[0]);
  }
  ::close(ends[0]);
  tell_ = ends[1];
  // The leader of a session could be given a terminal again, but opens none.
  if (::setsid() < 0 || ::chdir("/") != 0) return cannot("setsid");
  return std::nullopt;
}

void Background::serves() {
  if (tell_ < 0) return;
  lead_nowhere();
  const char byte = 1;
  // Who is not there any more need not know.
  [[maybe_unused]] const ssize_t written = ::write(tell_, &byte, 1);
  ::close(std::exchange(tell_, -1));
}

}  // namespace interleave::daemon
