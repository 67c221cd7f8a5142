// Which objects threads compete for, and how often: learnt over the runs of one scenario.
#ifndef INTERLEAVE_SIM_STRATEGIES_ACCESS_COUNTS_H_
#define INTERLEAVE_SIM_STRATEGIES_ACCESS_COUNTS_H_

#include <cstdint>
#include <vector>

#include "sim/engine/random.h"
#include "sim/engine/strategy.h"
#include "sim/strategies/countdown.h"
#include "sim/strategies/key_table.h"

namespace interleave::sim {

// Objects of all kinds but threads: whoever starts or joins one does not compete.
class AccessCounts {
 public:
  // Objects have the numbers of their keys, the same in every run; 0 is none.
  using Number = std::uint32_t;

  void begin_run() {
    of_run_.assign(1, 0);
    ++runs_;
  }
  // Objects come in the order of their identities. Returns its number.
  Number object_made(ObjectId id, ObjectKind kind, std::uint64_t key);
  // A thread whose place is `place` does `operation`.
  void on_operation(std::uint32_t place, const PendingOperation& operation) {
    const Number number = number_of(operation.object);
    if (number != 0 && is_event(operation.kind)) objects_.data()[number].by_place.count(place);
  }
  // Whether threads compete is looked at in the first runs and in a few later ones.
  [[nodiscard]] bool looks() const { return runs_ <= kRunsLooked || runs_ % kRunsLooked == 0; }
  // `thread` has been chosen. Where nobody else was about to access its object, no order has been
  // decided: that is how data of one lock look. Where several were, there was more to decide.
  void chosen(const Choice& choice, std::uint32_t thread);

  // An object that threads have competed for, drawn in proportion to the accesses that were
  // contested; 0 where there is none yet.
  Number draw(Random& random) const;
  // The accesses to it, by place.
  [[nodiscard]] const Countdown::Totals& by_place(Number number) const {
    return objects_[number].by_place;
  }

 private:
  static constexpr std::uint32_t kMostObjects = 1024;
  static constexpr std::uint64_t kRunsLooked = 64;

  struct Object {
    Countdown::Totals by_place;
    std::uint64_t contests = 0;
  };

  // Of an object of this run. Without the library's check of the index, at every point: all objects
  // that there are have been made, and kNoObject is the first.
  [[nodiscard]] Number number_of(ObjectId id) const {
    return of_run_.data()[static_cast<std::size_t>(id)];
  }

  std::uint64_t runs_ = 0;
  KeyTable keys_{kMostObjects};
  std::vector<Object> objects_ = std::vector<Object>(1);  // by number
  std::vector<Number> of_run_;                            // by identity
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_ACCESS_COUNTS_H_
