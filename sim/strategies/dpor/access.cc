#include "sim/strategies/dpor/access.h"

namespace interleave::sim {

Dependence::Dependence() {
  for (Row& row : table_) row.fill(true);
  on_all_.fill(true);
  set(OperationKind::load, OperationKind::load, false);
  on_all_[index(OperationKind::load)] = false;
  for (const OperationKind acquire : {OperationKind::lock, OperationKind::relock}) {
    set(acquire, kRelease, false);
  }
  for (const OperationKind life : {OperationKind::start, OperationKind::join}) {
    for (std::size_t other = 0; other < kKinds; ++other) {
      set(life, static_cast<OperationKind>(other), false);
    }
  }
}

void Dependence::forget(OperationKind a, OperationKind b) {
  set(a, b, false);
  on_all_[index(a)] = on_all_[index(b)] = false;
}

void Dependence::set(OperationKind a, OperationKind b, bool depend) {
  table_[index(a)][index(b)] = table_[index(b)][index(a)] = depend;
}

}  // namespace interleave::sim
