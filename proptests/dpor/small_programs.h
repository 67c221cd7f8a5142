// Small programs whose runs can all be gone through.
#ifndef INTERLEAVE_PROPTESTS_DPOR_SMALL_PROGRAMS_H_
#define INTERLEAVE_PROPTESTS_DPOR_SMALL_PROGRAMS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "proptests/sim/program.h"

namespace interleave::sim {

struct SmallProgram {
  std::string name;  // letters alone
  Program program;
};

// What is to be found, if there is something, stands at the end of the names.
std::vector<SmallProgram> memory_programs();
std::vector<SmallProgram> lock_programs();
std::vector<SmallProgram> condition_programs();
std::vector<SmallProgram> socket_programs();
std::vector<SmallProgram> time_programs();

// Programs by which reductions are compared, written from their descriptions.
Program writers(std::uint32_t count);                      // one variable, one store each
Program independent_writers(std::uint32_t count);          // a variable each
Program readers_and_writer(std::uint32_t readers);         // a store, and one load each
Program last_zero(std::uint32_t count);                    // an array: looks for its last zero
Program lockers(std::uint32_t count);                      // one mutex, once each
Program indexer(std::uint32_t count, std::uint32_t each);  // inserts into a hash table

// Runs `bodies` as threads of the root and joins them.
void run_threads(SimWorld& world, const std::vector<std::function<void()>>& bodies);

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_DPOR_SMALL_PROGRAMS_H_
