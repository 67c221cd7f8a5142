// Stops and reloads, and what they come across.
#include <array>

#include "model/probes/looks.h"
#include "model/probes/tables.h"

namespace interleave::probes {
namespace {

bool before_first_poll(const Sight& sight) {
  return !sight.memory.has_polled();
}

bool is_stopping(const Sight& sight) {
  return sight.memory.stopping();
}

bool was_forced(const Sight& sight) {
  return sight.record.value != 0;
}

bool more_clients_than_may(const Sight& sight) {
  return sight.state.alive(ObjectKind::client) > sight.record.value;
}

bool more_requests_than_may(const Sight& sight) {
  for (const ObjectId id : sight.state.calls().clients()) {
    std::uint64_t in_flight = 0;
    for (const CallInfo& call : sight.state.calls().of(id).calls) {
      in_flight += call.stage != CallStage::accepted ? 1 : 0;
    }
    if (in_flight > sight.record.value) return true;
  }
  return false;
}

constexpr std::array kProbes = {
    Probe{.name = "stop-before-first-poll",
          .expected = Expected::often,
          .what = "a stop is asked for before the loop has begun",
          .events = {Event::stop_requested},
          .sees = before_first_poll},
    Probe{.name = "stop-in-a-call",
          .expected = Expected::often,
          .what = "a stop is asked for while a call runs",
          .events = {Event::stop_requested},
          .sees = in_api},
    Probe{.name = "stop-with-a-call-queued",
          .expected = Expected::often,
          .what = "a stop is asked for while a call waits for a worker",
          .events = {Event::stop_requested},
          .sees = has_queued},
    Probe{.name = "call-refused-at-stop",
          .expected = Expected::often,
          .what = "a call is refused because the daemon stops",
          .events = {Event::call_refused},
          .sees = is_stopping},
    Probe{.name = "client-after-stop",
          .expected = Expected::often,
          .what = "a client is accepted after a stop was asked for",
          .events = {Event::client_opened},
          .sees = is_stopping},
    Probe{.name = "call-after-stop",
          .expected = Expected::often,
          .what = "a call is read after a stop was asked for",
          .events = {Event::call_accepted},
          .sees = is_stopping},
    Probe{.name = "stopped-again",
          .expected = Expected::often,
          .what = "another stop is asked for",
          .mark = Mark::stopped_again},
    Probe{.name = "drain-deadline",
          .expected = Expected::often,
          .what = "a client is closed because the time to drain is over",
          .mark = Mark::drain_deadline},
    Probe{.name = "forced-to-stop",
          .expected = Expected::often,
          .what = "the daemon ends with calls that have not returned",
          .events = {Event::stopped},
          .sees = was_forced},
    Probe{.name = "reload-in-a-call",
          .expected = Expected::often,
          .what = "the settings are read again while a call runs",
          .mark = Mark::reload,
          .sees = in_api},
    Probe{.name = "reload-after-stop",
          .expected = Expected::rarely,
          .what = "the settings have been read again when the daemon stops",
          .mark = Mark::reload,
          .sees = is_stopping},
    Probe{.name = "fewer-clients-than-are-in",
          .expected = Expected::rarely,
          .what = "max_clients is lowered below the number of clients",
          .mark = Mark::fewer_clients,
          .sees = more_clients_than_may},
    Probe{.name = "fewer-slots-than-are-used",
          .expected = Expected::rarely,
          .what = "max_client_requests is lowered below what a client has in flight",
          .mark = Mark::fewer_requests,
          .sees = more_requests_than_may},
};

}  // namespace

std::span<const Probe> control_probes() {
  return kProbes;
}

}  // namespace interleave::probes
