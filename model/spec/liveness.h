// What must happen in the end: no fair way goes round for ever while something is owed.
#ifndef INTERLEAVE_MODEL_SPEC_LIVENESS_H_
#define INTERLEAVE_MODEL_SPEC_LIVENESS_H_

#include <cstdint>
#include <optional>

#include "model/spec/explorer.h"
#include "model/spec/steps.h"

namespace interleave::spec {

// Three promises, in the notation of temporal logic (G always, F at some time):
//
//   T8  G (a call is accepted  ->  F it is answered, refused or dropped, and its reply is written,
//          or its client is gone)
//   D1  G (a client's stream is closed, or its peer has vanished  ->  F the client is destroyed)
//   D8  G (the daemon is asked to stop  ->  F the leader has joined the loop)
//
// They hold on fair ways: a thread that can take a step that is no chance again and again takes one
// again and again (strong fairness, by thread: a lock that is free now and then is had some day).
// Peers that are there read what they are sent; calls of the API return.
//
// A promise is broken where a way ends, which explore() finds, or goes round for ever, which is
// looked for here: in the graph of the states in which something is owed, a strongly connected part
// in which every thread that can take a fair step in one of its states takes one within the part.
// States that rob a thread of its steps are taken out, and what is left is looked at again.
struct Liveness {
  std::uint64_t states = 0;
  std::uint64_t transitions = 0;
  std::uint64_t parts = 0;  // strongly connected ones of more than one state, or with a circle
  std::optional<Counterexample> broken;  // a way to a circle, and the circle
};

// Holds the whole graph, without symmetry and without reduction: for small sizes. What `explore`
// finds is not looked for.
Liveness check_liveness(const Spec& spec);

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_LIVENESS_H_
