// Specifications with a mistake in them: each must be refused, by the rule that is named.
#ifndef INTERLEAVE_MODEL_SPEC_MUTATIONS_H_
#define INTERLEAVE_MODEL_SPEC_MUTATIONS_H_

#include <span>
#include <string_view>

#include "model/spec/steps.h"

namespace interleave::spec {

struct Mutation {
  std::string_view name;   // "worker_calls_under_server_lock"
  std::string_view story;  // what is wrong, in one sentence
  std::string_view rule;   // that it breaks: "T10"
  void (*apply)(Spec& spec);
  // Only liveness sees it: something goes on for ever, and what is owed is not done.
  bool lives = false;
};

std::span<const Mutation> mutations();

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_MUTATIONS_H_
