#include "daemon/core/process_leader.h"

#include "model/base/assert.h"

namespace interleave::daemon {

ProcessLeader::ProcessLeader(const World& world, const Limits& limits, Program& program, Log& log)
    : world_(world), log_(log), loop_(world), server_(world, limits, program, loop_, log) {}

bool ProcessLeader::start() {
  IL_ASSERT(!loop_thread_, "a daemon is started once");
  if (server_.start()) {
    loop_thread_ = world_.threads.spawn(Name{"loop"}, [this] {
      loop_.run();
      if (loop_end_) loop_end_();
    });
    if (loop_thread_) return true;
    log_.write(LogLevel::error, "cannot start the event loop thread: no thread to be had");
  }
  server_.join_workers();
  return false;
}

Outcome ProcessLeader::wait() {
  IL_ASSERT(loop_thread_ != nullptr, "a daemon that was not started is waited for");
  loop_thread_->join();
  loop_thread_.reset();
  const Outcome outcome = server_.outcome();
  world_.trace.record(Event::stopped, server_.id(), outcome == Outcome::forced ? 1 : 0);
  return outcome;
}

}  // namespace interleave::daemon
