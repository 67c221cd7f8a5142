// What must hold in every state of the specification, by the names of the design's rules.
#ifndef INTERLEAVE_MODEL_SPEC_RULES_H_
#define INTERLEAVE_MODEL_SPEC_RULES_H_

#include <span>
#include <string_view>

#include "model/spec/state.h"

namespace interleave::spec {

struct Rule {
  std::string_view name;       // of the design: "T7"
  std::string_view statement;  // one sentence
  bool (*holds)(const State& state, const Size& size);
};

// The invariants. Rules about single actions stand in the actions' own rows.
std::span<const Rule> invariants();

// What is owed to somebody in this state, so that it must not be the last one: the rule that says
// so, or an empty name. A call that was accepted wants its end, and its reply to be written (T8); a
// client whose stream is closed wants to be destroyed (D1); whoever has asked the daemon to stop
// wants it to (D8).
std::string_view owed(const State& state);

// The single obligations, for liveness.
bool owes_call(const State& state);
bool owes_reaping(const State& state);
bool owes_stop(const State& state);

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_RULES_H_
