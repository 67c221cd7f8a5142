// What the engine tells those who follow a run: the strategy, and RunOptions::on_step.
#include <cstddef>
#include <cstdint>

#include "sim/engine/engine.h"
#include "sim/engine/sanitizers.h"

namespace interleave::sim {
namespace {

// Eight characters at a time, the first one lowest: the same on every machine.
std::uint64_t hash_of(Name name) {
  std::uint64_t hash = name.number;
  for (const char* at = name.base; *at != 0;) {
    std::uint64_t word = 0;
    for (unsigned shift = 0; shift < 64 && *at != 0; shift += 8) {
      word |= std::uint64_t{static_cast<unsigned char>(*at++)} << shift;
    }
    hash = fold(hash, word);
  }
  return hash;
}

}  // namespace

void Engine::tell_operation(const PendingOperation& operation) {
  sanitizers::IgnoreRaces ignore;
  strategy_->on_operation(current_, operation);
  if (options_->on_step) options_->on_step(steps_, current_, operation);
}

void Engine::tell_touch(const PendingOperation& operation) {
  sanitizers::IgnoreRaces ignore;
  strategy_->on_touch(current_, operation);
}

void Engine::tell_release(ObjectId mutex) {
  sanitizers::IgnoreRaces ignore;
  strategy_->on_release(current_, mutex);
}

void Engine::tell_edge(std::uint32_t earlier, std::uint32_t later) {
  sanitizers::IgnoreRaces ignore;
  strategy_->on_edge(earlier, later);
}

void Engine::tell_thread(std::uint32_t number) {
  sanitizers::IgnoreRaces ignore;
  ThreadState& thread = threads_[number];
  if (keyed_) {
    thread.key = fold(fold(threads_[thread.parent].key, hash_of(thread.name)), ordinal_of(number));
    thread.made = 0;
  }
  strategy_->thread_made(number, thread.parent, keyed_ ? thread.key : 0);
}

void Engine::tell_object(ObjectId id, ObjectKind kind, Name name) {
  sanitizers::IgnoreRaces ignore;
  if (!keyed_) return strategy_->object_made(id, kind, 0);
  ThreadState& maker = threads_[current_];
  const std::uint64_t what = fold(hash_of(name), static_cast<std::uint64_t>(kind));
  strategy_->object_made(id, kind, fold(fold(maker.key, what), ++maker.made));
}

void Engine::tell_world() {
  sanitizers::IgnoreRaces ignore;
  strategy_->on_world(now_);
}

}  // namespace interleave::sim
