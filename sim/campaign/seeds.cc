#include "sim/campaign/seeds.h"

namespace interleave::sim {
namespace {

std::uint64_t add_text(std::uint64_t hash, std::string_view text) {
  for (const char c : text) hash = mix(hash ^ static_cast<unsigned char>(c));
  // The length keeps "a" + "bc" and "ab" + "c" apart.
  return mix(hash ^ text.size() << 8);
}

}  // namespace

std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
  value = (value ^ value >> 27) * 0x94d049bb133111eb;
  return value ^ value >> 31;
}

std::uint64_t scenario_seed(std::uint64_t campaign_seed, std::string_view scenario,
                            std::string_view parameters) {
  return add_text(add_text(mix(campaign_seed), scenario), parameters);
}

std::uint64_t run_seed(std::uint64_t scenario_seed, std::uint64_t run) {
  return mix(scenario_seed + run);
}

}  // namespace interleave::sim
