#include "sim/strategies/pos.h"

namespace interleave::sim {

void Pos::begin_run(std::uint64_t seed) {
  Drawing::begin_run(seed);
  watch_.begin_run();
  rivals_.begin_run();
  priorities_.clear();
}

std::uint32_t Pos::pick_thread(const Choice& choice) {
  watch_.look(*choice.ready, [&](std::uint32_t thread, bool can_run) {
    if (can_run) {
      rivals_.enter(thread, choice.pending[thread]);
      priorities_.set(thread, draw());
    } else {
      rivals_.leave(thread);
      priorities_.leave(thread);
    }
  });
  return priorities_.top();
}

void Pos::object_made(ObjectId id, ObjectKind, std::uint64_t) {
  rivals_.object_made(id);
}

void Pos::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  watch_.done(thread);
  race(thread, operation);
}

// What it touches was ready before and may not be any more, or the other way round.
void Pos::on_touch(std::uint32_t thread, const PendingOperation& operation) {
  race(thread, operation);
}

void Pos::race(std::uint32_t thread, const PendingOperation& operation) {
  rivals_.each(thread, operation, [this](std::uint32_t rival) { priorities_.set(rival, draw()); });
}

}  // namespace interleave::sim
