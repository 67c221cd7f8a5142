// The half of the seam that both worlds share: every operation checks the threading model's rules
// for the calling thread and tells the trace, in this order, before the back end acts.
#include "model/base/assert.h"
#include "model/seam/condvar.h"
#include "model/seam/mutex.h"
#include "model/seam/poller.h"
#include "model/seam/threads.h"

namespace interleave {
namespace {

void insist(Threads& threads, std::string_view broken_rule, std::string_view what, Name object) {
  if (!broken_rule.empty()) [[unlikely]] {
    threads.broken_rule(broken_rule, what, object);
  }
}

}  // namespace

Mutex::Mutex(Threads& threads, Trace& trace, Name name, Rank rank)
    : threads_(threads),
      trace_(trace),
      name_(name),
      rank_(rank),
      id_(trace.create(ObjectKind::mutex, name, static_cast<std::uint64_t>(rank))) {}

Mutex::~Mutex() {
  trace_.record(Event::object_destroyed, id_);
}

void Mutex::lock() IL_NO_THREAD_SAFETY_ANALYSIS {
  trace_.record(Event::lock_requested, id_);
  HeldLocks& held = threads_.held_locks();
  insist(threads_, held.check_acquire(*this), "acquires", name_);
  const bool measured = meter_ != nullptr && meter_->next_is_measured();
  const Instant asked = measured ? meter_->now() : kNever;
  do_lock();
  held.push(*this);
  if (measured) begin_measure(asked);
  trace_.record(Event::lock_acquired, id_);
}

void Mutex::unlock() IL_NO_THREAD_SAFETY_ANALYSIS {
  trace_.record(Event::lock_released, id_);
  HeldLocks& held = threads_.held_locks();
  insist(threads_, held.check_release(*this), "releases", name_);
  held.remove(*this);
  end_measure();
  do_unlock();
}

void Mutex::begin_measure(Instant asked) {
  held_since_ = meter_->now();
  meter_->waited(held_since_ - asked);
}

void Mutex::end_measure() {
  if (held_since_ == kNever) return;
  meter_->held(meter_->now() - held_since_);
  held_since_ = kNever;
}

void Mutex::assert_held() const {
  IL_ASSERT(threads_.held_locks().holds(*this), "a lock that must be held is not");
}

CondVar::CondVar(Threads& threads, Trace& trace, Mutex& mutex, Name name)
    : threads_(threads),
      trace_(trace),
      mutex_(mutex),
      id_(trace.create(ObjectKind::condvar, name, static_cast<std::uint64_t>(mutex.id()))) {}

CondVar::~CondVar() {
  trace_.record(Event::object_destroyed, id_);
}

bool CondVar::wait_once(Condition condition, Instant deadline) {
  trace_.record(Event::wait_begin, id_, deadline == kNever ? 0 : 1);
  HeldLocks& held = threads_.held_locks();
  insist(threads_, held.check_release(mutex_), "waits without holding", mutex_.name());
  insist(threads_, held.check_block(&mutex_), "waits on a condition of", mutex_.name());
  held.remove(mutex_);
  mutex_.end_measure();
  const bool woken = do_wait(condition, deadline);
  held.push(mutex_);
  trace_.record(Event::wait_end, id_, woken ? 1 : 0);
  return woken;
}

void CondVar::notify_one() {
  trace_.record(Event::notify_one, id_);
  do_notify_one();
}

void CondVar::notify_all() {
  trace_.record(Event::notify_all, id_);
  do_notify_all();
}

Thread::Thread(Threads& threads, Trace& trace, Name name)
    : threads_(threads), trace_(trace), name_(name), id_(trace.create(ObjectKind::thread, name)) {}

void Thread::join() {
  trace_.record(Event::join_begin, id_);
  insist(threads_, threads_.held_locks().check_block(), "joins", name_);
  do_join();
  trace_.record(Event::join_end, id_);
}

Poller::Poller(Threads& threads, Trace& trace)
    : threads_(threads), trace_(trace), id_(trace.create(ObjectKind::poller, Name{"poller"})) {}

Poller::~Poller() {
  trace_.record(Event::object_destroyed, id_);
}

void Poller::wait(Instant deadline, std::vector<Ready>& ready) {
  trace_.record(Event::poll_begin, id_, deadline == kNever ? 0 : 1);
  insist(threads_, threads_.held_locks().check_block(), "waits in", Name{"poller"});
  ready.clear();
  do_wait(deadline, ready);
  trace_.record(Event::poll_end, id_, ready.size());
}

void Poller::wake() {
  trace_.record(Event::poll_woken, id_);
  do_wake();
}

}  // namespace interleave
