// The strategies that the benchmark compares, the portfolio among them.
#ifndef INTERLEAVE_PROPTESTS_BENCH_CONTESTANTS_H_
#define INTERLEAVE_PROPTESTS_BENCH_CONTESTANTS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::bench {

inline constexpr std::string_view kPortfolio = "portfolio";

// Every strategy, and last the portfolio.
std::vector<std::string> contestants();
// Those of them that look for bugs.
std::vector<std::string> bug_contestants();
// How many strategies the portfolio has.
std::size_t portfolio_size();

// A strategy, or the members of the portfolio in turn, as a campaign uses them.
class Contestant {
 public:
  // One of contestants(), without anything learnt.
  explicit Contestant(std::string_view name);

  // The strategy of run number `run`.
  [[nodiscard]] sim::Strategy& of_run(std::uint64_t run) const {
    return *members_[static_cast<std::size_t>(run % members_.size())];
  }

 private:
  std::vector<std::unique_ptr<sim::Strategy>> members_;
};

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_CONTESTANTS_H_
