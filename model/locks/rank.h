// The lock hierarchy of the threading model: rules T4, T5 and T6 in one enumeration.
//
// A thread that holds a lock may only acquire locks of a higher rank. Two locks of the same rank
// are never held by one thread at the same time.
#ifndef INTERLEAVE_MODEL_LOCKS_RANK_H_
#define INTERLEAVE_MODEL_LOCKS_RANK_H_

#include <cstdint>
#include <string_view>

#include "model/locks/annotations.h"

namespace interleave {

enum class Rank : std::uint8_t {
  // T4: the top level lock, acquired before any other.
  server = 1,
  // T5: one for each client; the server lock is held at the moment it is acquired.
  client = 2,
  // Locks behind the API: a driver's own, a simulated API's. Never held when the daemon's are
  // taken.
  driver = 3,
  // T6: the event loop's own. A leaf: nothing is acquired, called or waited for under it.
  loop = 4,
  // A program under test that has nothing to do with the daemon. No order is checked among these.
  unranked = 0,
};

constexpr std::string_view to_string(Rank rank) {
  switch (rank) {
    case Rank::server:
      return "server";
    case Rank::client:
      return "client";
    case Rank::driver:
      return "driver";
    case Rank::loop:
      return "loop";
    case Rank::unranked:
      return "unranked";
  }
  return "?";
}

// The ranks that rules T4 to T10 speak of. A driver's own lock is behind the API, and unranked
// locks belong to programs that are not the daemon.
constexpr bool belongs_to_the_model(Rank rank) {
  return rank == Rank::server || rank == Rank::client || rank == Rank::loop;
}

// What a rank means to Clang's analysis. The order is between ranks, not between objects, so it is
// stated once, here, and holds for every server and every client there is. The objects are empty:
// only their names matter, at compile time.
class IL_CAPABILITY("rank") RankRole {};

//
// It is stated as "before", last rank first: the analysis learns a role's order when it sees the
// role acquired, so the role that comes too late must be the one that knows.
inline constexpr RankRole loop_rank;
inline constexpr RankRole client_rank IL_ACQUIRED_BEFORE(loop_rank);
inline constexpr RankRole server_rank IL_ACQUIRED_BEFORE(client_rank, loop_rank);

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_LOCKS_RANK_H_
