#include "sim/engine/faults.h"

#include <cstddef>
#include <iterator>

#include "model/base/assert.h"
#include "sim/engine/random.h"

namespace interleave::sim {
namespace {

constexpr auto kCount = static_cast<std::size_t>(Fault::count_);

constexpr const char* kNames[] = {"spurious_wakeup", "early_time",   "short_transfer",
                                  "would_block",     "reset",        "no_descriptors",
                                  "peer_vanished",   "spawn_failure"};
static_assert(std::size(kNames) == kCount);

constexpr Faults::Limit kDefaults[] = {
    {.ratio = 4096, .most = 8},    // spurious_wakeup
    {.ratio = 2048, .most = 8},    // early_time
    {.ratio = 16'384, .most = 0},  // short_transfer
    {.ratio = 6144, .most = 16},   // would_block
    {.ratio = 1024, .most = 2},    // reset
    {.ratio = 8192, .most = 4},    // no_descriptors
    {.ratio = 8192, .most = 4},    // peer_vanished
    {.ratio = 8192, .most = 2},    // spawn_failure
};
static_assert(std::size(kDefaults) == kCount);

// Below one half, in 65536ths: see Faults::swarm.
constexpr std::uint32_t kPresent = 30'000;

Fault fault_of(const char* site) {
  const std::string_view wanted = site;
  for (const Fault fault :
       {Fault::reset, Fault::no_descriptors, Fault::peer_vanished, Fault::spawn_failure}) {
    if (wanted == site_of(fault)) return fault;
  }
  IL_ASSERT(false, "a fault decision at a site that no fault has");
}

}  // namespace

std::string_view to_string(Fault fault) {
  return site_of(fault);
}

const char* site_of(Fault fault) {
  return kNames[static_cast<std::size_t>(fault)];
}

Faults Faults::all() {
  Faults faults;
  for (std::size_t i = 0; i < kCount; ++i) faults.limits_[i] = kDefaults[i];
  return faults;
}

Faults Faults::swarm(std::uint64_t seed) {
  Faults faults;
  Random random(seed);
  for (std::size_t i = 0; i < kCount; ++i) {
    if (random.chance(kPresent)) faults.limits_[i] = kDefaults[i];
  }
  return faults;
}

std::uint32_t Faults::ratio(DecisionKind kind, const char* site) const {
  switch (kind) {
    case DecisionKind::thread:
    case DecisionKind::waiter:
    case DecisionKind::draw:
      return kAlways;
    case DecisionKind::spurious:
      return (*this)[Fault::spurious_wakeup].ratio;
    case DecisionKind::time:
      return (*this)[Fault::early_time].ratio;
    case DecisionKind::bytes:
      return (*this)[Fault::short_transfer].ratio;
    case DecisionKind::would_block:
      return (*this)[Fault::would_block].ratio;
    case DecisionKind::fault:
      return (*this)[fault_of(site)].ratio;
  }
  return 0;
}

}  // namespace interleave::sim
