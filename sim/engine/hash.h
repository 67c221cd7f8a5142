// Hashes of runs: the same in every build, process and address layout.
#ifndef INTERLEAVE_SIM_ENGINE_HASH_H_
#define INTERLEAVE_SIM_ENGINE_HASH_H_

#include <cstdint>

namespace interleave::sim {

// Both halves of a 128-bit product, folded: every bit of the result depends on every bit of both
// factors.
constexpr std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a ^ 0x9e3779b97f4a7c15) * (b ^ 0xd1b54a32d192ed03);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

// A hash over a sequence of pairs of words; the order matters.
class RollingHash {
 public:
  void clear() { state_ = 0x2545f4914f6cdd1d; }
  void add(std::uint64_t a, std::uint64_t b) { state_ = fold(state_ ^ a, b) + a; }
  [[nodiscard]] std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0x2545f4914f6cdd1d;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_HASH_H_
