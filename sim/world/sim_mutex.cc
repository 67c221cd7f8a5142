#include "sim/world/sim_mutex.h"

#include <fmt/format.h>

#include "sim/engine/sanitizers.h"

namespace interleave::sim {

SimMutex::SimMutex(Engine& engine, Threads& threads, Name name, Rank rank)
    : Mutex(threads, engine, name, rank), engine_(engine) {
  sanitizers::mutex_made(this);
}

SimMutex::~SimMutex() {
  if (engine_.running() && (owner_ != 0 || !waiting_.empty())) {
    engine_.fail("mutex-misuse", fmt::format("{} destroys the {} lock, which is {}",
                                             engine_.thread_path(engine_.current()), name().text(),
                                             owner_ != 0 ? "held" : "waited for"));
  }
  sanitizers::mutex_gone(this);
}

void SimMutex::do_lock() {
  waiting_.add(engine_.current());
  engine_.point_when(OperationKind::lock, id(), owner_ == 0);
  take();
}

void SimMutex::relock() {
  waiting_.add(engine_.current());
  engine_.point_when(OperationKind::relock, id(), owner_ == 0);
  take();
}

void SimMutex::relock_when_free(std::uint32_t thread) {
  waiting_.add(thread);
  engine_.set_pending(thread, OperationKind::relock, id());
  if (owner_ == 0) engine_.make_ready(thread);
}

void SimMutex::take() {
  owner_ = engine_.current();
  waiting_.remove(owner_);
  engine_.make_unready(waiting_);
  sanitizers::mutex_locked(this);
}

void SimMutex::release() {
  sanitizers::mutex_unlocked(this);
  owner_ = 0;
  engine_.make_ready(waiting_);
  engine_.released(id());
}

void SimMutex::do_unlock() {
  release();
}

}  // namespace interleave::sim
