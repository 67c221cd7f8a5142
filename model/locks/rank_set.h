// Which ranks a thread's locks have.
#ifndef INTERLEAVE_MODEL_LOCKS_RANK_SET_H_
#define INTERLEAVE_MODEL_LOCKS_RANK_SET_H_

#include <array>
#include <cstdint>

#include "model/locks/rank.h"

namespace interleave {

// The ranks of the hierarchy, in its order.
inline constexpr std::array<Rank, 4> kHierarchy = {Rank::server, Rank::client, Rank::driver,
                                                   Rank::loop};

// A set of ranks. A value; no two locks of one rank are held by a thread, so it says all.
class RankSet {
 public:
  constexpr RankSet() = default;

  constexpr void add(Rank rank) { bits_ |= bit(rank); }
  [[nodiscard]] constexpr bool has(Rank rank) const { return (bits_ & bit(rank)) != 0; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint8_t bit(Rank rank) {
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(rank));
  }

  std::uint8_t bits_ = 0;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_LOCKS_RANK_SET_H_
