// One seed for a campaign, and one drawn from it for each of its runs.
#ifndef INTERLEAVE_SIM_CAMPAIGN_SEEDS_H_
#define INTERLEAVE_SIM_CAMPAIGN_SEEDS_H_

#include <cstdint>
#include <string_view>

namespace interleave::sim {

// A bijection of the 64-bit numbers that spreads neighbours far apart (the finaliser of
// SplitMix64).
std::uint64_t mix(std::uint64_t value);

// A scenario's own seed in a campaign. It depends on nothing else: not on the order of scenarios,
// nor on how many there are.
std::uint64_t scenario_seed(std::uint64_t campaign_seed, std::string_view scenario,
                            std::string_view parameters);

// The seed of a scenario's run number `run`.
std::uint64_t run_seed(std::uint64_t scenario_seed, std::uint64_t run);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_SEEDS_H_
