// Locks that somebody else has.
#include <array>

#include "model/probes/looks.h"
#include "model/probes/tables.h"

namespace interleave::probes {
namespace {

bool is_taken(const Sight& sight, Rank rank) {
  const RunState::Object& mutex = sight.state.object(sight.record.object);
  return mutex.owner != kNoObject && static_cast<Rank>(mutex.detail) == rank;
}

template <Rank rank>
bool waits_for(const Sight& sight) {
  return is_taken(sight, rank);
}

bool waits_behind_another(const Sight& sight) {
  return is_taken(sight, Rank::server) && sight.state.object(sight.record.object).waiters > 0;
}

bool drops_server_before_client(const Sight& sight) {
  return sight.state.rank(sight.record.object) == Rank::server &&
         sight.state.holds(sight.record.thread, Rank::client);
}

constexpr std::array kProbes = {
    Probe{.name = "server-lock-contended",
          .expected = Expected::often,
          .what = "the server lock is wanted while another thread has it",
          .events = {Event::lock_requested},
          .sees = waits_for<Rank::server>},
    Probe{.name = "server-lock-crowded",
          .expected = Expected::often,
          .what = "two threads wait for the server lock",
          .events = {Event::lock_requested},
          .sees = waits_behind_another},
    Probe{.name = "client-lock-contended",
          .expected = Expected::never,
          .what = "a client lock is wanted while another thread has it",
          .events = {Event::lock_requested},
          .sees = waits_for<Rank::client>},
    // Nothing visible happens under them, so no simulated thread ever stands there.
    Probe{.name = "leaf-lock-contended",
          .expected = Expected::never,
          .what = "the lock of the loop or the mailroom is wanted while another thread has it",
          .events = {Event::lock_requested},
          .sees = waits_for<Rank::loop>},
    Probe{.name = "server-lock-dropped-first",
          .expected = Expected::never,
          .what = "the server lock is dropped while a client lock is held",
          .events = {Event::lock_released},
          .sees = drops_server_before_client},
};

}  // namespace

std::span<const Probe> lock_probes() {
  return kProbes;
}

}  // namespace interleave::probes
