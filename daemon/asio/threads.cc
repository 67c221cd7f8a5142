#include "daemon/asio/threads.h"

#include <cstdlib>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include "daemon/asio/current_thread.h"
#include "daemon/asio/locks.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

// Blocks the signals of the calling thread, and so of the threads that it starts meanwhile.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    // What the thread itself causes stays deliverable: blocked, it would end the process unnamed.
    for (const int own : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP}) sigdelset(&all, own);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

class RealThread final : public Thread {
 public:
  RealThread(Threads& threads, Trace& trace, Name name) : Thread(threads, trace, name) {}
  ~RealThread() override { IL_ASSERT(!thread_.joinable(), "a thread was not joined"); }

  // Throws std::system_error when the system refuses.
  void start(Trace& trace, Name name, std::function<void()> body) {
    const SignalsBlocked for_the_child;
    thread_ = std::thread([id = id(), &trace, name, body = std::move(body)]() mutable {
      name_current_thread(name);
      trace.record(Event::thread_started, id);
      body();
      // What the body owns goes before the thread says that it has ended.
      body = nullptr;
      trace.record(Event::thread_ended, id);
    });
  }

 private:
  void do_join() override { thread_.join(); }

  std::thread thread_;
};

}  // namespace

RealThreads::RealThreads(Trace& trace) : trace_(trace) {
  name_current_thread(Name{"leader"});
}

std::unique_ptr<Thread> RealThreads::spawn(Name name, std::function<void()> body) {
  try {
    auto thread = std::make_unique<RealThread>(*this, trace_, name);
    thread->start(trace_, name, std::move(body));
    return thread;
  } catch (const std::system_error&) {
    return nullptr;
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

std::unique_ptr<Mutex> RealThreads::make_mutex(Name name, Rank rank) {
  return std::make_unique<RealMutex>(*this, trace_, name, rank);
}

std::unique_ptr<CondVar> RealThreads::make_condvar(Name name, Mutex& mutex) {
  return std::make_unique<RealCondVar>(*this, trace_, mutex, name);
}

HeldLocks& RealThreads::held_locks() {
  return current_thread().held;
}

void RealThreads::broken_rule(std::string_view rule, std::string_view what, Name object) {
  const std::string line = fmt::format("interleaved: broken rule {}: thread {} {} {}\n", rule,
                                       current_thread().name.text(), what, object.text());
  // One system call, so that lines of several threads do not mix; nothing is left to do if it
  // fails.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
  std::abort();
}

}  // namespace interleave::daemon
