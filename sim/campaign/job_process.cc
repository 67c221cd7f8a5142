#include "sim/campaign/job_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace interleave::sim {
namespace {

// A message is its kind, the length of its text as eight bytes, and the text.
constexpr std::size_t kHead = 1 + sizeof(std::uint64_t);

std::string failed(const char* call) {
  return fmt::format("{}: {}", call, std::error_code(errno, std::generic_category()).message());
}

void pin(int cpu) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<std::size_t>(cpu), &one);
  // Where it is refused the job runs anywhere.
  sched_setaffinity(0, sizeof(one), &one);
}

void write_all(int to, const char* data, std::size_t size) {
  while (size > 0) {
    const ssize_t written = write(to, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // the parent is gone, and with it who wants to know
    data += written;
    size -= static_cast<std::size_t>(written);
  }
}

std::string how_it_ended(int status) {
  if (WIFSIGNALED(status)) {
    return fmt::format("was ended by signal {} ({})", WTERMSIG(status),
                       strsignal(WTERMSIG(status)));
  }
  if (WEXITSTATUS(status) != 0) {
    return fmt::format("has ended with exit status {}", WEXITSTATUS(status));
  }
  return {};
}

}  // namespace

bool JobLink::stopped() const {
  pollfd look{.fd = stop_, .events = POLLIN, .revents = 0};
  return poll(&look, 1, 0) > 0;
}

void JobLink::send(char kind, std::string_view text) const {
  std::string message(kHead, kind);
  const std::uint64_t size = text.size();
  std::memcpy(message.data() + 1, &size, sizeof(size));
  message += text;
  write_all(out_, message.data(), message.size());
}

JobProcess::~JobProcess() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    reap();
  }
  close_pipes();
}

std::string JobProcess::start(const std::function<void(const JobLink&)>& body, int cpu,
                              std::span<JobProcess> others) {
  std::array<int, 2> messages;
  std::array<int, 2> stop;
  if (pipe2(messages.data(), O_CLOEXEC) != 0) return failed("pipe");
  in_ = messages[0];
  if (pipe2(stop.data(), O_CLOEXEC) != 0) {
    close(messages[1]);
    return failed("pipe");
  }
  stop_ = stop[1];
  // What is in a buffer would be written twice.
  std::fflush(nullptr);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    for (const int signal_number : {SIGINT, SIGTERM, SIGPIPE}) signal(signal_number, SIG_IGN);
    close_pipes();
    for (JobProcess& other : others) other.close_pipes();
    if (cpu >= 0) pin(cpu);
    body(JobLink(messages[1], stop[0]));
    // Nothing of the parent's is to be cleaned up here.
    _exit(0);
  }
  std::string error = pid_ < 0 ? failed("fork") : std::string();
  close(messages[1]);
  close(stop[0]);
  return error;
}

bool JobProcess::read() {
  std::array<char, 65536> chunk;
  const ssize_t got = ::read(in_, chunk.data(), chunk.size());
  if (got > 0) unread_.append(chunk.data(), static_cast<std::size_t>(got));
  if (got > 0 || (got < 0 && errno == EINTR)) return true;
  reap();
  close_pipes();
  return false;
}

void JobProcess::reap() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) continue;
  pid_ = -1;
  how_ = how_it_ended(status);
}

std::optional<JobMessage> JobProcess::next() {
  if (unread_.size() < kHead) return std::nullopt;
  std::uint64_t size = 0;
  std::memcpy(&size, unread_.data() + 1, sizeof(size));
  if (unread_.size() - kHead < size) return std::nullopt;
  JobMessage message{unread_.front(), unread_.substr(kHead, size)};
  unread_.erase(0, kHead + size);
  return message;
}

void JobProcess::stop() {
  if (stop_ >= 0) close(std::exchange(stop_, -1));
}

void JobProcess::close_pipes() {
  stop();
  if (in_ >= 0) close(std::exchange(in_, -1));
}

std::vector<int> usable_cpus() {
  std::vector<int> cpus;
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return cpus;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(static_cast<std::size_t>(cpu), &set)) cpus.push_back(cpu);
  }
  return cpus;
}

}  // namespace interleave::sim
