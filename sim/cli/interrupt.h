// Ctrl-C as a wish to stop, not as an end.
#ifndef INTERLEAVE_SIM_CLI_INTERRUPT_H_
#define INTERLEAVE_SIM_CLI_INTERRUPT_H_

namespace interleave::sim {

// While it lives, the first SIGINT or SIGTERM is noted; the second ends the process as it always
// does. One at a time, in the main thread.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  [[nodiscard]] bool requested() const;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_INTERRUPT_H_
