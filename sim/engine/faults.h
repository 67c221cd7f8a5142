// Which faults exist in a run, how likely each is, and how many there may be.
#ifndef INTERLEAVE_SIM_ENGINE_FAULTS_H_
#define INTERLEAVE_SIM_ENGINE_FAULTS_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/engine/decision.h"

namespace interleave::sim {

// The kinds of faults; each is a kind of decision at some sites.
enum class Fault : std::uint8_t {
  spurious_wakeup,  // a condition wait or a poll returns without cause
  early_time,       // time moves to the next deadline although threads can run (eager time)
  short_transfer,   // a read or a write moves less than it could
  would_block,      // an operation that could go on says would-block
  reset,            // a connection breaks at a read or a write
  no_descriptors,   // accept fails; the connection keeps waiting
  peer_vanished,    // accept fails; the connection is gone
  spawn_failure,    // the system refuses another thread
  count_,
};

// The name of the settings: "spurious_wakeup".
std::string_view to_string(Fault fault);

// A value: part of the test case, since a fault that does not exist is not decided about.
class Faults {
 public:
  // Chances are ratios to this.
  static constexpr std::uint32_t kAlways = 65'536;

  struct Limit {
    std::uint32_t ratio = 0;  // the chance, where a strategy draws; 0: does not exist
    std::uint32_t most = 0;   // how many there may be in one run; 0: as many as there are
    bool operator==(const Limit&) const = default;
  };

  // None exists.
  constexpr Faults() = default;
  // Every one, with the default chances and limits.
  static Faults all();
  // Those that `seed` draws from all(): each is absent in more than half of the seeds.
  static Faults swarm(std::uint64_t seed);

  [[nodiscard]] const Limit& operator[](Fault fault) const {
    return limits_[static_cast<std::size_t>(fault)];
  }
  Limit& operator[](Fault fault) { return limits_[static_cast<std::size_t>(fault)]; }
  [[nodiscard]] bool exists(Fault fault) const { return (*this)[fault].ratio != 0; }
  // Does time move before it must? Then each point with a deadline ahead is a decision.
  [[nodiscard]] bool eager_time() const { return exists(Fault::early_time); }

  // The chance that a decision of this kind at this site is not the default. kAlways where each of
  // the options is as good (thread, waiter, draw).
  [[nodiscard]] std::uint32_t ratio(DecisionKind kind, const char* site) const;

  bool operator==(const Faults&) const = default;

 private:
  Limit limits_[static_cast<std::size_t>(Fault::count_)];
};

// The site of a fault decision: the name of what goes wrong.
const char* site_of(Fault fault);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_FAULTS_H_
