// Random numbers that are the same with every compiler and library.
#ifndef INTERLEAVE_SIM_ENGINE_RANDOM_H_
#define INTERLEAVE_SIM_ENGINE_RANDOM_H_

#include <bit>
#include <cstdint>

namespace interleave::sim {

// xoshiro256++, seeded by SplitMix64 (Blackman and Vigna, 2019).
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed = 0) { this->seed(seed); }

  constexpr void seed(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      seed += 0x9e3779b97f4a7c15;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
      z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
      word = z ^ (z >> 31);
    }
  }

  constexpr std::uint64_t next() {
    const std::uint64_t result = std::rotl(state_[0] + state_[3], 23) + state_[0];
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
  }

  // A number in [0, bound), bound >= 1. Its bias is at most bound / 2^32.
  constexpr std::uint32_t below(std::uint32_t bound) {
    return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
  }

  // The same for wide bounds. Its bias is at most bound / 2^64.
  constexpr std::uint64_t below_wide(std::uint64_t bound) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>(next()) * bound) >> 64);
  }

  // True with probability ratio / 65536.
  constexpr bool chance(std::uint32_t ratio) { return (next() >> 48) < ratio; }

 private:
  std::uint64_t state_[4] = {};
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_RANDOM_H_
