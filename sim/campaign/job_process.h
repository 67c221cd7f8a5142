// A part of the work in a process of its own, which can die without taking the rest with it.
#ifndef INTERLEAVE_SIM_CAMPAIGN_JOB_PROCESS_H_
#define INTERLEAVE_SIM_CAMPAIGN_JOB_PROCESS_H_

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace interleave::sim {

// A message from a job: what it is, and a text.
struct JobMessage {
  char kind = 0;
  std::string text;
};

// The job's own side, in its process.
class JobLink {
 public:
  JobLink(int out, int stop) : out_(out), stop_(stop) {}

  // Whether the parent wants an end, or is gone. Does not wait.
  [[nodiscard]] bool stopped() const;
  // Waits where the parent is behind.
  void send(char kind, std::string_view text) const;

 private:
  int out_;
  int stop_;
};

// The parent's side. Used by one thread, in a process that has no other: a fork copies no more.
class JobProcess {
 public:
  JobProcess() = default;
  JobProcess(const JobProcess&) = delete;
  JobProcess& operator=(const JobProcess&) = delete;
  // Kills the process if it is there still.
  ~JobProcess();

  // Starts a process that does `body` and ends. It ignores SIGINT and SIGTERM, which are its
  // parent's to hear, and dies with its parent. `cpu` is where it runs; below 0: anywhere. The
  // pipes of `others`, which were started before it, are closed in it. Returns an empty string, or
  // why it could not be started.
  std::string start(const std::function<void(const JobLink&)>& body, int cpu,
                    std::span<JobProcess> others);

  // Where messages come from: readable when there are some, or the job has ended.
  [[nodiscard]] int descriptor() const { return in_; }
  // Reads what is there. False when the job has ended: then `how` says how, and is empty after a
  // good end.
  bool read();
  [[nodiscard]] const std::string& how() const { return how_; }
  // The next whole message that has been read.
  std::optional<JobMessage> next();
  // Asks it to come to an end.
  void stop();

 private:
  void close_pipes();
  void reap();

  pid_t pid_ = -1;
  int in_ = -1;    // its messages
  int stop_ = -1;  // closed when it is to stop
  std::string unread_;
  std::string how_;
};

// The numbers of the processors that this process may use; empty where the system does not tell.
std::vector<int> usable_cpus();

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_JOB_PROCESS_H_
