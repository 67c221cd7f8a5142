// Which objects threads compete for, and how often: learnt over the runs of one scenario.
#ifndef INTERLEAVE_SIM_STRATEGIES_ACCESS_COUNTS_H_
#define INTERLEAVE_SIM_STRATEGIES_ACCESS_COUNTS_H_

#include <cstdint>
#include <vector>

#include "sim/engine/operation.h"
#include "sim/engine/random.h"
#include "sim/strategies/countdown.h"
#include "sim/strategies/key_table.h"

namespace interleave::sim {

// Objects of all kinds but threads: whoever starts or joins one does not compete.
class AccessCounts {
 public:
  // Objects have the numbers of their keys, the same in every run; 0 is none.
  using Number = std::uint32_t;

  void begin_run() { of_run_.assign(1, 0); }
  // Objects come in the order of their identities. Returns its number.
  Number object_made(ObjectId id, ObjectKind kind, std::uint64_t key);
  // `thread`, whose place is `place`, does `operation`.
  void on_operation(std::uint32_t thread, std::uint32_t place, const PendingOperation& operation) {
    const Number number = of_run_[static_cast<std::size_t>(operation.object)];
    if (number == 0 || !is_event(operation.kind)) return;
    Object& object = objects_[number];
    if (object.last != thread) {
      object.contested = object.contested || object.last != 0;
      object.last = thread;
    }
    ++object.accesses;
    object.by_place.count(place);
  }

  // An object that several threads have used, drawn in proportion to its accesses; 0 where there is
  // none yet.
  Number draw(Random& random) const;
  // The accesses to it, by place.
  [[nodiscard]] const Countdown::Totals& by_place(Number number) const {
    return objects_[number].by_place;
  }

 private:
  static constexpr std::uint32_t kMostObjects = 1024;

  struct Object {
    Countdown::Totals by_place;
    std::uint64_t accesses = 0;
    std::uint32_t last = 0;  // the thread that used it last in this run
    bool contested = false;  // two threads have used it in one run
  };

  KeyTable keys_{kMostObjects};
  std::vector<Object> objects_ = std::vector<Object>(1);  // by number
  std::vector<Number> of_run_;                            // by identity
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_ACCESS_COUNTS_H_
