#include "sim/world/sim_threads.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/engine/sanitizers.h"
#include "sim/world/sim_condvar.h"
#include "sim/world/sim_mutex.h"

namespace interleave::sim {

SimThread::SimThread(Engine& engine, Threads& threads, Name name)
    : Thread(threads, engine, name), engine_(engine) {}

SimThread::~SimThread() {
  if (!engine_.running()) return;
  if (number_ != 0 && !joined_) {
    engine_.fail("thread-misuse",
                 fmt::format("{} lets go of {} without having joined it",
                             engine_.thread_path(engine_.current()), engine_.thread_path(number_)));
  }
}

void SimThread::start(Name name, std::function<void()> body) {
  number_ = engine_.start_thread(id(), name, std::move(body));
}

void SimThread::do_join() {
  ThreadState& target = engine_.thread(number_);
  if (joined_ || target.joiner != 0) {
    engine_.fail("thread-misuse",
                 fmt::format("{} joins {}, which is joined already",
                             engine_.thread_path(engine_.current()), engine_.thread_path(number_)));
  }
  if (!target.ended) target.joiner = engine_.current();
  engine_.point_when(OperationKind::join, id(), target.ended);
  engine_.edge(number_, engine_.current());
  sanitizers::acquire(&target);
  joined_ = true;
}

std::unique_ptr<Thread> SimThreads::spawn(Name name, std::function<void()> body) {
  check_block("starts", name);
  engine_.point(OperationKind::spawn, kNoObject);
  if (!engine_.has_room() || engine_.happens(Fault::spawn_failure, DecisionKind::fault, kNoObject,
                                             site_of(Fault::spawn_failure))) {
    return nullptr;
  }
  std::unique_ptr<SimThread> thread(new (engine_.pool()) SimThread(engine_, *this, name));
  thread->start(name, std::move(body));
  return thread;
}

std::unique_ptr<Mutex> SimThreads::make_mutex(Name name, Rank rank) {
  return std::unique_ptr<Mutex>(new (engine_.pool()) SimMutex(engine_, *this, name, rank));
}

std::unique_ptr<CondVar> SimThreads::make_condvar(Name name, Mutex& mutex) {
  // Every mutex that a program can have comes from make_mutex.
  auto& own = static_cast<SimMutex&>(mutex);
  return std::unique_ptr<CondVar>(new (engine_.pool()) SimCondVar(engine_, *this, own, name));
}

void SimThreads::broken_rule(std::string_view rule, std::string_view what, Name object) {
  std::vector<std::string> details;
  const HeldLocks& held = held_locks();
  for (std::size_t i = 0; i < held.size(); ++i) {
    details.push_back(fmt::format("it holds the {} lock", held[i].name().text()));
  }
  engine_.fail(rule,
               fmt::format("{} {} {}", engine_.thread_path(engine_.current()), what, object.text()),
               std::move(details));
}

void SimThreads::check_block(std::string_view what, Name object) {
  const std::string_view rule = held_locks().check_block();
  if (!rule.empty()) broken_rule(rule, what, object);
}

}  // namespace interleave::sim
