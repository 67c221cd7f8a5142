// What one step of a thread has to do with shared objects, and which of it depends on order.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_ACCESS_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_ACCESS_H_

#include <array>
#include <cstddef>

#include "model/trace/event.h"
#include "sim/engine/operation.h"

namespace interleave::sim {

// A step is what a thread does from one scheduling point to before its next: an operation, what
// that touches, and the mutexes that are released before the next point.
struct Access {
  ObjectId object = kNoObject;
  OperationKind kind = OperationKind::none;
  bool operator==(const Access&) const = default;
};

// A mutex is released by `wait`, which stands for every release of one: releasing is no point.
inline constexpr OperationKind kRelease = OperationKind::wait;

// A mutex is acquired by these.
constexpr bool acquires(OperationKind kind) {
  return kind == OperationKind::lock || kind == OperationKind::relock;
}

// Which accesses to one object do not commute. Everything depends on everything, but for these:
//
//   load, load               commute
//   release, acquire         of a mutex: never possible at once; what can be turned round is the
//                            pair of acquisitions, which depend on each other
//   start, join              of a thread: ordered by its being spawned and its end
//
// So a notification with nobody waiting depends on a wait that comes later (the lost wakeup), and
// a poll on all that can change what is ready, ready or not.
class Dependence {
 public:
  Dependence();

  [[nodiscard]] bool depend(OperationKind a, OperationKind b) const {
    return at(a).data()[index(b)];
  }
  [[nodiscard]] bool depend(const Access& a, const Access& b) const {
    return a.object == b.object && depend(a.kind, b.kind);
  }
  // Does it depend on every access that it can meet on one object? Then what came before it need
  // not be looked at by what comes after.
  [[nodiscard]] bool on_all(OperationKind kind) const { return on_all_.data()[index(kind)]; }

  // For tests that plant a fault: `a` and `b` commute, as this table has it.
  void forget(OperationKind a, OperationKind b);

 private:
  static constexpr auto kKinds = static_cast<std::size_t>(OperationKind::count_);
  using Row = std::array<bool, kKinds>;
  static constexpr std::size_t index(OperationKind kind) { return static_cast<std::size_t>(kind); }
  // Kinds are no other numbers than those of the table, which checks none.
  [[nodiscard]] const Row& at(OperationKind kind) const { return table_.data()[index(kind)]; }
  void set(OperationKind a, OperationKind b, bool depend);

  std::array<Row, kKinds> table_{};
  Row on_all_{};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_ACCESS_H_
