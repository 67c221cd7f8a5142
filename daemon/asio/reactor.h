// Readiness of descriptors out of an io_context: what poller, streams and listeners share. Internal
// to daemon/asio.
//
// How level-triggered readiness is made of Asio's waits, and the traps in it:
//  - An asynchronous wait completes once. A source whose wait has completed is armed again at the
//    beginning of the next poll, if it is still of interest; the system then reports a descriptor
//    that is still ready at once.
//  - A wait that is armed stays armed when the interest goes. It completes at most once for
//    nothing, which is cheaper than a cancellation, and is ignored.
//  - A hang-up or an error completes waits of every kind; urgent data completes a wait for errors.
//    What is the case then, the system is asked for (poll with no timeout).
//  - One run of the context brings one completion. The others that the system has reported with it
//    come by another, which asks the system once more: a call that is lost where there are none.
//    So others are looked for while they have been found lately, and now and then; what is not
//    looked for comes with the next waits, one by one and in order.
#ifndef INTERLEAVE_DAEMON_ASIO_REACTOR_H_
#define INTERLEAVE_DAEMON_ASIO_REACTOR_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "daemon/asio/handler_pool.h"
#include "daemon/asio/source.h"
#include "model/seam/clock.h"
#include "model/seam/io_status.h"
#include "model/seam/poller.h"

namespace interleave::daemon {

class Reactor {
 public:
  Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;
  // No stream or listener is left.
  ~Reactor();

  // The contracts of Poller.
  IoStatus watch(Handle handle, Readiness interest);
  void unwatch(Handle handle);
  void wait(Instant deadline, std::vector<Ready>& ready);
  void wake();

  // Makes `source` known as its descriptor's. Throws std::bad_alloc, with nothing changed.
  void add(SourceRef source);
  // Forgets it, if it is known: its owner is about to close the descriptor.
  void remove(Source& source);
  // Makes the present wait return: a signal's callback has run in it.
  void interrupt() { woken_ = true; }

  boost::asio::io_context& context() { return context_; }
  HandlerPool& pool() { return pool_; }

  // A wait of `source` has ended. For WaitHandler.
  void completed(Source& source, WaitKind kind, bool failed);

 private:
  static constexpr unsigned kBusyFor = 16;
  static constexpr unsigned kLookEvery = 16;

  Source* find(int descriptor) const;
  IoStatus adopt(int descriptor);
  void set_interest(Source& source, Readiness interest);
  void forget(Source& source);
  void arm_later(Source& source);
  void arm_all();
  void arm(Source& source);
  void run_until(Instant deadline);
  void look_for_more();
  void on_error(Source& source);
  void found(Source& source, Readiness what);
  void collect(std::vector<Ready>& ready);

  // Own synchronisation. The wake-up is one posted handler at most; its memory is its own.
  std::atomic<bool> wake_posted_ = false;
  alignas(std::max_align_t) std::array<std::byte, HandlerPool::kBlockBytes> wake_memory_;

  // Loop thread only. The pool outlives the context, whose pending operations live in it.
  HandlerPool pool_;
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<Executor> work_;
  std::vector<SourceRef> sources_;  // by descriptor
  std::size_t known_ = 0;           // of them
  // With room for each that is known: a completion needs no memory.
  std::vector<SourceRef> to_arm_;
  std::vector<SourceRef> found_;  // in the present wait
  bool woken_ = false;            // in the present wait
  unsigned busy_ = kBusyFor;      // waits that look for more yet: more has been found lately
  unsigned quiet_waits_ = 0;      // the others
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_REACTOR_H_
