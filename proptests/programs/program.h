// A program of the suite: a function of the world with a name.
#ifndef INTERLEAVE_PROPTESTS_PROGRAMS_PROGRAM_H_
#define INTERLEAVE_PROPTESTS_PROGRAMS_PROGRAM_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/engine/scenario.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests::programs {

// The program with its bug, or the smallest change of it that has none.
enum class Variant { broken, fixed };

using Body = std::function<void(sim::SimWorld& world, Variant variant)>;

std::unique_ptr<sim::Scenario> make_program(std::string name, std::string summary, Body body,
                                            Variant variant);

// Ends the run with the rule "check" when `holds` is false: an assertion of the program.
inline void check(sim::SimWorld& world, bool holds, std::string_view what) {
  if (!holds) world.broken_rule("check", what);
}

}  // namespace interleave::proptests::programs

#endif  // INTERLEAVE_PROPTESTS_PROGRAMS_PROGRAM_H_
