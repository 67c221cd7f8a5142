// An explanation for people, as text.
#ifndef INTERLEAVE_SIM_EXPLAIN_EXPLANATION_TEXT_H_
#define INTERLEAVE_SIM_EXPLAIN_EXPLANATION_TEXT_H_

#include <string>

#include "sim/explain/explanation.h"

namespace interleave::sim {

// The pair with its stacks, who waits for whom, and the swim lane; with `all` every step and every
// frame. The finding itself is told by others.
std::string explanation_text(const Explanation& explanation, bool all);

// Frames, one a line, each behind `indent`; with `all` those of the simulator too.
std::string stack_text(const std::vector<Frame>& stack, bool all, std::string_view indent);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_EXPLANATION_TEXT_H_
