// States of the specification in sixteen bytes.
#ifndef INTERLEAVE_MODEL_SPEC_PACKING_H_
#define INTERLEAVE_MODEL_SPEC_PACKING_H_

#include <cstdint>

#include "model/spec/state.h"

namespace interleave::spec {

struct Packed {
  std::uint64_t threads = 0;
  std::uint64_t clients = 0;

  friend bool operator==(const Packed&, const Packed&) = default;
};

// Of a state in which every invariant holds: sums are left out, and what was counted (D6), which
// follows from where things are.
Packed pack(const State& state);
State unpack(const Packed& packed);

// The state with its clients and its workers in an order of their own: two states that differ by
// the names of workers or of clients alone become one. (Where two clients are alike but for who
// speaks of them, two may be left.)
State canonical(const State& state);

// Spreads packed states over a table.
std::uint64_t hash(const Packed& packed);

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_PACKING_H_
