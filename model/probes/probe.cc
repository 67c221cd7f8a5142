#include "model/probes/probe.h"

#include <vector>

#include "model/probes/tables.h"

namespace interleave {
namespace {

// A constant, made once.
const std::vector<Probe>& table() {
  static const std::vector<Probe> all = [] {
    std::vector<Probe> probes;
    for (const auto part : {probes::lock_probes(), probes::worker_probes(), probes::call_probes(),
                            probes::loop_probes(), probes::network_probes(), probes::time_probes(),
                            probes::control_probes()}) {
      probes.insert(probes.end(), part.begin(), part.end());
    }
    return probes;
  }();
  return all;
}

}  // namespace

std::string_view to_string(Expected expected) {
  switch (expected) {
    case Expected::often:
      return "often";
    case Expected::rarely:
      return "rarely";
    case Expected::never:
      break;
  }
  return "never";
}

std::span<const Probe> all_probes() {
  return table();
}

std::size_t place_of(const Probe& probe) {
  std::size_t place = 0;
  for (const Probe& each : all_probes()) {
    if (&each == &probe) break;
    place += each.variants;
  }
  return place;
}

std::size_t situations() {
  std::size_t count = 0;
  for (const Probe& each : all_probes()) count += each.variants;
  return count;
}

}  // namespace interleave
