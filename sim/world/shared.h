// Shared memory of a program under test whose every access is a scheduling point.
#ifndef INTERLEAVE_SIM_WORLD_SHARED_H_
#define INTERLEAVE_SIM_WORLD_SHARED_H_

#include <atomic>

#include "model/base/name.h"
#include "model/trace/event.h"
#include "sim/engine/operation.h"

namespace interleave::sim {

class Engine;
class SimWorld;

// What all Shared have in common.
class SharedBase {
 public:
  SharedBase(const SharedBase&) = delete;
  SharedBase& operator=(const SharedBase&) = delete;

  // Its identity in the trace: an object of kind variable.
  [[nodiscard]] ObjectId id() const { return id_; }

 protected:
  SharedBase(SimWorld& world, Name name);
  ~SharedBase();
  void point(OperationKind kind) const;

 private:
  Engine& engine_;
  const ObjectId id_;
};

// A variable with std::atomic's operations, sequentially consistent. Two loads commute; everything
// else depends on the order, which is for the strategy to choose. Used by the threads of the run
// that made it, and destroyed in that run. `T` is trivially copyable.
template <class T>
class Shared final : public SharedBase {
 public:
  explicit Shared(SimWorld& world, Name name, T initial = T())
      : SharedBase(world, name), value_(initial) {}

  [[nodiscard]] T load() const {
    point(OperationKind::load);
    return value_.load(std::memory_order_acquire);
  }
  void store(T value) {
    point(OperationKind::store);
    value_.store(value, std::memory_order_release);
  }
  // The value before.
  T exchange(T value) {
    return update([value](T) { return value; });
  }
  // The value before; `T` has a sum.
  T fetch_add(T more) {
    return update([more](T old) { return static_cast<T>(old + more); });
  }
  // Writes `value` where the variable is `expected`, and says whether it was; otherwise `expected`
  // becomes what it is. It does not fail without cause.
  bool compare_exchange(T& expected, T value) {
    const T wanted = expected;
    expected = update([wanted, value](T old) { return old == wanted ? value : old; });
    return expected == wanted;
  }

 private:
  // Only one simulated thread runs at a time: a load and a store are one step.
  template <class Change>
  T update(Change change) {
    point(OperationKind::update);
    const T old = value_.load(std::memory_order_acquire);
    value_.store(change(old), std::memory_order_release);
    return old;
  }

  std::atomic<T> value_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_WORLD_SHARED_H_
