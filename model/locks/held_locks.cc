#include "model/locks/held_locks.h"

#include "model/base/assert.h"
#include "model/locks/rank.h"
#include "model/seam/mutex.h"

namespace interleave {

std::string_view HeldLocks::check_acquire(const Mutex& mutex) const {
  bool server_held = false;
  for (std::size_t i = 0; i < count_; ++i) {
    const Mutex& held = *held_[i];
    if (&held == &mutex) return "mutex-misuse";
    if (mutex.rank() != Rank::unranked && held.rank() != Rank::unranked &&
        held.rank() >= mutex.rank()) {
      return "lock-order";
    }
    server_held = server_held || held.rank() == Rank::server;
  }
  if (mutex.rank() == Rank::client && !server_held) return "lock-order";
  return {};
}

std::string_view HeldLocks::check_release(const Mutex& mutex) const {
  return holds(mutex) ? std::string_view{} : "mutex-misuse";
}

std::string_view HeldLocks::check_block(const Mutex* released) const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (held_[i] != released && belongs_to_the_model(held_[i]->rank())) {
      return "lock-across-blocking";
    }
  }
  return {};
}

std::string_view HeldLocks::check_api() const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (belongs_to_the_model(held_[i]->rank())) return "api-under-lock";
  }
  return {};
}

void HeldLocks::push(const Mutex& mutex) {
  IL_ASSERT(count_ < kMost, "a thread holds more locks than the hierarchy can have");
  held_[count_++] = &mutex;
  show();
}

void HeldLocks::remove(const Mutex& mutex) {
  for (std::size_t i = count_; i-- > 0;) {
    if (held_[i] != &mutex) continue;
    for (std::size_t j = i + 1; j < count_; ++j) held_[j - 1] = held_[j];
    --count_;
    show();
    return;
  }
  IL_ASSERT(false, "a thread removes a lock that it does not hold");
}

void HeldLocks::clear() {
  count_ = 0;
  show();
}

void HeldLocks::show() {
  RankSet ranks;
  for (std::size_t i = 0; i < count_; ++i) ranks.add(held_[i]->rank());
  ranks_.store(ranks, std::memory_order_relaxed);
}

bool HeldLocks::holds(const Mutex& mutex) const {
  for (std::size_t i = 0; i < count_; ++i) {
    if (held_[i] == &mutex) return true;
  }
  return false;
}

}  // namespace interleave
