// When two findings are the same bug.
#ifndef INTERLEAVE_SIM_SHRINK_SIGNATURE_H_
#define INTERLEAVE_SIM_SHRINK_SIGNATURE_H_

#include <string>
#include <string_view>

namespace interleave::sim {

// The rule, and what makes one way of breaking it different from another: of an assertion its file
// and line; of a run that does not come to its end (deadlock apart) or leaves things behind
// nothing, since its words tell the state of everybody; of all others the words of the first line
// without their numbers and their order, so that it does not matter which of several workers it
// was, or where a cycle was entered.
std::string signature(std::string_view rule, std::string_view what);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_SHRINK_SIGNATURE_H_
