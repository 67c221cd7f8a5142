// One failure at a chosen place of a run, and nowhere else.
#ifndef INTERLEAVE_PROPTESTS_PROPERTIES_NTH_FAILURE_H_
#define INTERLEAVE_PROPTESTS_PROPERTIES_NTH_FAILURE_H_

#include <cstdint>
#include <string_view>

#include "sim/engine/faults.h"
#include "sim/engine/strategy.h"
#include "sim/strategies/non_preemptive.h"
#include "sim/strategies/random_walk.h"

namespace interleave::proptests {

// What fails: a kind of fault, where it is asked about. An empty site is any.
struct Failure {
  std::string_view name;
  sim::Fault fault;
  std::string_view site{};
};

// Goes through a run in which one failure happens, at the n-th place where it could, from 0. The
// rest is the non-preemptive run (seed 0) or a random walk of the seed.
class NthFailure final : public sim::Strategy {
 public:
  NthFailure(const Failure& failure, std::uint64_t n) : failure_(failure), n_(n) {}

  // Those with which a run of it is made: its own fault, which may happen once.
  [[nodiscard]] sim::Faults faults() const;
  // There were as many places in the last run: otherwise every place has been tried.
  [[nodiscard]] bool happened() const { return met_ > n_; }

  [[nodiscard]] std::string_view name() const override { return "nth-failure"; }
  void use(const sim::Faults& faults) override { walk_.use(faults); }
  void begin_run(std::uint64_t seed) override;
  std::uint32_t pick_thread(const sim::Choice& choice) override;
  std::uint32_t pick(sim::DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override;

 private:
  const Failure& failure_;
  const std::uint64_t n_;
  std::uint64_t met_ = 0;
  bool walks_ = false;
  sim::NonPreemptive straight_;
  sim::RandomWalk walk_;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_PROPERTIES_NTH_FAILURE_H_
