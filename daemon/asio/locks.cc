#include "daemon/asio/locks.h"

#include <algorithm>
#include <cerrno>
#include <chrono>

#include <time.h>

#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

// What is before the clock's origin has passed, and so has the origin.
timespec to_timespec(Instant instant) {
  const Duration since = std::max(instant.time_since_epoch(), Duration::zero());
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
  return {.tv_sec = seconds.count(), .tv_nsec = (since - seconds).count()};
}

// None of these operations can fail on objects that are used as the seam demands.
void expect_done(int error) {
  IL_ASSERT(error == 0, "a lock or a condition variable was used wrongly");
}

}  // namespace

RealMutex::~RealMutex() {
  expect_done(pthread_mutex_destroy(&mutex_));
}

void RealMutex::do_lock() {
  expect_done(pthread_mutex_lock(&mutex_));
}

void RealMutex::do_unlock() {
  expect_done(pthread_mutex_unlock(&mutex_));
}

RealCondVar::RealCondVar(Threads& threads, Trace& trace, Mutex& mutex, Name name)
    : CondVar(threads, trace, mutex, name), mutex_(static_cast<RealMutex&>(mutex).native()) {
  pthread_condattr_t attributes;
  expect_done(pthread_condattr_init(&attributes));
  expect_done(pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC));
  expect_done(pthread_cond_init(&condvar_, &attributes));
  expect_done(pthread_condattr_destroy(&attributes));
}

RealCondVar::~RealCondVar() {
  expect_done(pthread_cond_destroy(&condvar_));
}

bool RealCondVar::do_wait(const Condition&, Instant deadline) {
  if (deadline == kNever) {
    expect_done(pthread_cond_wait(&condvar_, &mutex_));
    return true;
  }
  const timespec until = to_timespec(deadline);
  const int error = pthread_cond_timedwait(&condvar_, &mutex_, &until);
  if (error == ETIMEDOUT) return false;
  expect_done(error);
  return true;
}

void RealCondVar::do_notify_one() {
  expect_done(pthread_cond_signal(&condvar_));
}

void RealCondVar::do_notify_all() {
  expect_done(pthread_cond_broadcast(&condvar_));
}

}  // namespace interleave::daemon
