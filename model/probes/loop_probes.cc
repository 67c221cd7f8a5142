// The event loop: what changes under its hands.
#include <array>

#include "model/probes/looks.h"
#include "model/probes/tables.h"

namespace interleave::probes {
namespace {

bool nobody_polls(const Sight& sight) {
  return sight.state.object(sight.record.object).waiters == 0;
}

bool several_are_ready(const Sight& sight) {
  return sight.record.value > 1;
}

bool in_own_callback(const Sight& sight) {
  return sight.memory.in_callback(sight.record.thread) == sight.record.object;
}

bool in_other_callback(const Sight& sight) {
  const ObjectId callback = sight.memory.in_callback(sight.record.thread);
  return callback != kNoObject && callback != sight.record.object;
}

bool in_callback_of_another_thread(const Sight& sight) {
  return sight.state.object(sight.record.object).called_back && !in_own_callback(sight);
}

bool timer_at_its_deadline(const Sight& sight) {
  return sight.memory.at_deadline() && is_called(sight, sight.record.object, "timer") &&
         !sight.state.object(sight.record.object).called_back;
}

constexpr std::array kProbes = {
    Probe{.name = "woken-before-poll",
          .expected = Expected::often,
          .what = "the poller is woken by another thread before the loop is in it",
          .events = {Event::poll_woken},
          .sees = nobody_polls},
    Probe{.name = "several-ready",
          .expected = Expected::often,
          .what = "more than one handle is ready at once",
          .events = {Event::poll_end},
          .sees = several_are_ready},
    Probe{.name = "removed-in-own-callback",
          .expected = Expected::often,
          .what = "a watch is removed by its own callback",
          .events = {Event::watch_removed},
          .sees = in_own_callback},
    Probe{.name = "removed-in-other-callback",
          .expected = Expected::often,
          .what = "a watch is removed by the callback of another one",
          .events = {Event::watch_removed},
          .sees = in_other_callback},
    Probe{.name = "removed-while-called-back",
          .expected = Expected::rarely,
          .what = "a watch is removed by another thread while its callback runs",
          .events = {Event::watch_removed},
          .sees = in_callback_of_another_thread},
    Probe{.name = "timer-removed-when-due",
          .expected = Expected::often,
          .what = "a timer is removed when the loop has woken for a deadline",
          .events = {Event::watch_removed},
          .sees = timer_at_its_deadline},
};

}  // namespace

std::span<const Probe> loop_probes() {
  return kProbes;
}

}  // namespace interleave::probes
