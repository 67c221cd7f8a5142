// The constructors that watch every rule: apart, so that a program which brings its own rules does
// not link these.
#include "model/rules/rule_book.h"
#include "sim/engine/simulation.h"

namespace interleave::sim {

Simulation::Simulation() : Simulation(all_rules()) {}

Simulation::Simulation(const SimulationOptions& options) : Simulation(all_rules(), options) {}

}  // namespace interleave::sim
