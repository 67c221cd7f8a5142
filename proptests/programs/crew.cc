#include "proptests/programs/crew.h"

#include <utility>

namespace interleave::proptests::programs {

void Crew::start(Name name, std::function<void()> body) {
  threads_.push_back(world_.threads().spawn(name, std::move(body)));
  if (!threads_.back()) world_.broken_rule("no-thread", "a thread could not be started");
}

void Crew::start(const char* name, std::uint32_t count, const std::function<void()>& body) {
  for (std::uint32_t i = 1; i <= count; ++i) start({name, i}, body);
}

void Crew::join() {
  for (const std::unique_ptr<Thread>& thread : threads_) thread->join();
}

std::unique_ptr<Mutex> make_mutex(sim::SimWorld& world, Name name) {
  return world.threads().make_mutex(name, Rank::unranked);
}

}  // namespace interleave::proptests::programs
