// Deadlines that pass, and faults of the simulated world.
#include <array>

#include "model/probes/tables.h"

namespace interleave::probes {
namespace {

// As many as the simulator has.
constexpr std::uint32_t kFaults = 8;

constexpr std::array kProbes = {
    Probe{.name = "keepalive-asked",
          .expected = Expected::often,
          .what = "a client is asked whether it is there",
          .mark = Mark::asked_for_life},
    Probe{.name = "keepalive-answered",
          .expected = Expected::often,
          .what = "and answers",
          .mark = Mark::answered_for_life},
    Probe{.name = "keepalive-expired",
          .expected = Expected::often,
          .what = "and does not, and is closed",
          .mark = Mark::given_up_silent},
    Probe{.name = "frame-deadline",
          .expected = Expected::often,
          .what = "a client is closed that does not finish its frame",
          .mark = Mark::given_up_in_frame},
    Probe{.name = "write-deadline",
          .expected = Expected::often,
          .what = "a client is closed that does not take its reply",
          .mark = Mark::given_up_in_write},
    Probe{.name = "login-deadline",
          .expected = Expected::often,
          .what = "a client is closed that has not authenticated in time",
          .mark = Mark::given_up_anonymous},
    Probe{.name = "handshake-deadline",
          .expected = Expected::often,
          .what = "a client is closed whose handshake has taken too long",
          .mark = Mark::given_up_in_handshake},
    Probe{.name = "silent-one-gives-way",
          .expected = Expected::often,
          .what = "a silent client is turned out for another one",
          .mark = Mark::turned_out},
    Probe{.name = "idle-exit",
          .expected = Expected::often,
          .what = "the daemon ends because nobody uses it",
          .mark = Mark::idle_end},
    Probe{.name = "time-skipped",
          .expected = Expected::often,
          .what = "time moves to a deadline although threads can run",
          .events = {Event::time_skipped}},
    Probe{.name = "fault",
          .expected = Expected::often,
          .what = "each kind of fault happens",
          .mark = Mark::fault,
          .variants = kFaults},
    Probe{.name = "run-repeated",
          .expected = Expected::rarely,
          .what = "a run is made again from its decisions and comes out the same",
          .mark = Mark::run_repeated},
};

}  // namespace

std::span<const Probe> time_probes() {
  return kProbes;
}

}  // namespace interleave::probes
