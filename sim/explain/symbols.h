// From addresses of this process to functions, files and lines.
#ifndef INTERLEAVE_SIM_EXPLAIN_SYMBOLS_H_
#define INTERLEAVE_SIM_EXPLAIN_SYMBOLS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/explain/stack_capture.h"

namespace interleave::sim {

struct Frame {
  std::string function;  // without arguments and return type; empty: unknown
  std::string file;      // of the project: relative to its top; empty: unknown
  std::uint32_t line = 0;
  std::string module;       // the program or library, and where in it: "interleave+0x1f2c"
  bool of_program = false;  // not of the simulator, of the seam or of a library

  // "lost_wakeup at proptests/replay/toy_bugs.cc:66"; the module where nothing else is known.
  [[nodiscard]] std::string text() const;
};

// Reads the debug information of this process with elfutils, inlined functions included. Where the
// library was not there when this was built, or the process has no such information, frames have
// their module alone. Starts no program and asks no server.
class Symbols {
 public:
  Symbols();
  Symbols(const Symbols&) = delete;
  Symbols& operator=(const Symbols&) = delete;
  ~Symbols();

  // Innermost first.
  [[nodiscard]] std::vector<Frame> frames(const RawStack& stack);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// The frames of the program under test; where none is known to be of it, those of which no file is
// known.
std::vector<Frame> program_frames(const std::vector<Frame>& frames);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_SYMBOLS_H_
