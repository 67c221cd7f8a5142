// The real world's threads and locks.
#ifndef INTERLEAVE_DAEMON_ASIO_THREADS_H_
#define INTERLEAVE_DAEMON_ASIO_THREADS_H_

#include <functional>
#include <memory>
#include <string_view>

#include "model/seam/threads.h"
#include "model/trace/trace.h"

namespace interleave::daemon {

// Kernel threads, and the standard library's locks.
//
// A spawned thread takes no signals that are sent to the process: the initial thread does, so that
// a call in a worker is not interrupted by them. Make one object, in the initial thread; it names
// that thread "leader".
class RealThreads final : public Threads {
 public:
  // `trace` outlives everything made here.
  explicit RealThreads(Trace& trace);

  [[nodiscard]] std::unique_ptr<Thread> spawn(Name name, std::function<void()> body) override;
  [[nodiscard]] std::unique_ptr<Mutex> make_mutex(Name name, Rank rank) override;
  [[nodiscard]] std::unique_ptr<CondVar> make_condvar(Name name, Mutex& mutex) override;
  [[nodiscard]] HeldLocks& held_locks() override;
  // One line on standard error, then std::abort.
  [[noreturn]] void broken_rule(std::string_view rule, std::string_view what, Name object) override;

 private:
  Trace& trace_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_THREADS_H_
