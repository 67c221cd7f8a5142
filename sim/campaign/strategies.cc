#include "sim/campaign/strategies.h"

#include <charconv>
#include <system_error>

#include "sim/strategies/delay_bounded.h"
#include "sim/strategies/dpor/dpor.h"
#include "sim/strategies/fair_walk.h"
#include "sim/strategies/non_preemptive.h"
#include "sim/strategies/pct.h"
#include "sim/strategies/pos.h"
#include "sim/strategies/random_walk.h"
#include "sim/strategies/surw.h"
#include "sim/strategies/uniform_walk.h"

namespace interleave::sim {
namespace {

using Maker = std::unique_ptr<Strategy> (*)();

struct Entry {
  std::string_view name;
  Maker make;
  bool member;  // of the portfolio
};

template <class S>
std::unique_ptr<Strategy> make() {
  return std::make_unique<S>();
}

template <std::uint32_t depth>
std::unique_ptr<Strategy> make_pct() {
  return std::make_unique<Pct>(depth);
}

// A campaign may end at any time: it must not have stayed in one corner.
std::unique_ptr<Strategy> make_exhaustive() {
  DporOptions options;
  options.restart_after = 4096;
  return std::make_unique<Dpor>(options);
}

constexpr Entry kEntries[] = {
    {"random", make<RandomWalk>, true},
    {"pct1", make_pct<1>, true},
    {"pct2", make_pct<2>, true},
    {"pct3", make_pct<3>, true},
    {"pct5", make_pct<5>, true},
    {"pos", make<Pos>, true},
    {"uniform", make<UniformWalk>, true},
    {"surw", make<Surw>, true},
    {"delay", make<DelayBounded>, true},
    {"fair", make<FairWalk>, false},
    {"non-preemptive", make<NonPreemptive>, false},
    {"exhaustive", make_exhaustive, false},
};

// "pct" and a depth.
std::unique_ptr<Strategy> make_any_pct(std::string_view name) {
  constexpr std::string_view kPct = "pct";
  if (!name.starts_with(kPct)) return nullptr;
  const std::string_view digits = name.substr(kPct.size());
  std::uint32_t depth = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, depth);
  const bool right = error == std::errc() && stop == end && digits.front() != '0';
  if (!right || depth > Pct::kMostDepth) return nullptr;
  return std::make_unique<Pct>(depth);
}

}  // namespace

std::vector<std::string> strategy_names() {
  std::vector<std::string> names;
  for (const Entry& entry : kEntries) names.emplace_back(entry.name);
  return names;
}

std::unique_ptr<Strategy> make_strategy(std::string_view name) {
  for (const Entry& entry : kEntries) {
    if (entry.name == name) return entry.make();
  }
  return make_any_pct(name);
}

std::vector<std::string> portfolio_members() {
  std::vector<std::string> names;
  for (const Entry& entry : kEntries) {
    if (entry.member) names.emplace_back(entry.name);
  }
  return names;
}

}  // namespace interleave::sim
