// The threads and locks of a program.
#ifndef INTERLEAVE_PROPTESTS_PROGRAMS_CREW_H_
#define INTERLEAVE_PROPTESTS_PROGRAMS_CREW_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "model/seam/threads.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests::programs {

// Threads of the root, which joins them all in the order in which it has started them.
class Crew {
 public:
  explicit Crew(sim::SimWorld& world) : world_(world) {}

  // Starts a thread; a run in which the system refuses it ends with the rule "no-thread".
  void start(Name name, std::function<void()> body);
  // Starts `count` threads of one name, numbered from 1, with the same body.
  void start(const char* name, std::uint32_t count, const std::function<void()>& body);
  void join();

 private:
  sim::SimWorld& world_;
  std::vector<std::unique_ptr<Thread>> threads_;
};

std::unique_ptr<Mutex> make_mutex(sim::SimWorld& world, Name name);

// Holds a mutex of no rank.
class Locked {
 public:
  explicit Locked(Mutex& mutex) IL_NO_THREAD_SAFETY_ANALYSIS : mutex_(mutex) { mutex.lock(); }
  ~Locked() IL_NO_THREAD_SAFETY_ANALYSIS { mutex_.unlock(); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace interleave::proptests::programs

#endif  // INTERLEAVE_PROPTESTS_PROGRAMS_CREW_H_
