// Every state of the specification, one after the other.
#ifndef INTERLEAVE_MODEL_SPEC_EXPLORER_H_
#define INTERLEAVE_MODEL_SPEC_EXPLORER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/spec/steps.h"

namespace interleave::spec {

struct ExploreOptions {
  // Workers that are alike, and clients that are, are not told apart.
  bool symmetry = true;
  // States in which one thread goes on alone (Steps::from) are passed through, not kept; every
  // rule is asked in them too.
  bool reduction = true;
  std::uint64_t most_states = 60'000'000;  // 28 bytes each
};

// A broken rule with the shortest way to it (in kept states), a step in words for each line.
struct Counterexample {
  std::string rule;  // "T10"
  std::string what;  // one line
  std::vector<std::string> steps;
};

struct Exploration {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::uint32_t depth = 0;    // in kept states
  std::uint64_t endings = 0;  // states in which nothing happens any more
  bool complete = true;       // false where most_states was reached
  std::optional<Counterexample> broken;
};

// Breadth first, until a rule is broken or there is nothing new. Rules are those of the actions'
// rows, the invariants, and that no state is the last one in which something is owed: without
// chances, nothing can be done in it.
Exploration explore(const Spec& spec, const ExploreOptions& options = {});

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_EXPLORER_H_
