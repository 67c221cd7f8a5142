// Workers, who wait, are woken, come and go.
#include <array>

#include "model/probes/looks.h"
#include "model/probes/tables.h"

namespace interleave::probes {
namespace {

bool by_worker(const Sight& sight) {
  return is_worker(sight, sight.record.thread);
}

bool waits_with_nothing_queued(const Sight& sight) {
  return is_job_condition(sight) && by_worker(sight) && !has_queued(sight);
}

bool notifies_nobody(const Sight& sight) {
  return is_job_condition(sight) && sight.state.object(sight.record.object).waiters == 0;
}

bool waits_after_notified_nobody(const Sight& sight) {
  return is_job_condition(sight) && sight.memory.notified_nobody(sight.record.object);
}

bool waits_again(const Sight& sight) {
  return is_job_condition(sight) && sight.memory.woken_for_nothing(sight.record.thread);
}

bool passes_signal_on(const Sight& sight) {
  return is_job_condition(sight) && by_worker(sight);
}

bool all_work(const Sight& sight) {
  if (!in_api(sight)) return false;
  for (std::uint32_t i = 1; i <= sight.state.count(); ++i) {
    const RunState::Object& object = sight.state.object(ObjectId{i});
    if (object.kind == ObjectKind::condvar && object.waiters > 0 &&
        sight.state.rank(sight.state.bound_mutex(ObjectId{i})) == Rank::server) {
      return false;
    }
  }
  return true;
}

bool taken_by_urgent(const Sight& sight) {
  return is_urgent_worker(sight, sight.record.thread);
}

bool is_new_worker(const Sight& sight) {
  const RunState::Object& object = sight.state.object(sight.record.object);
  return object.kind == ObjectKind::thread && is_worker(sight, sight.record.object) &&
         is_called(sight, object.creator, "loop");
}

bool idled_out(const Sight& sight) {
  return by_worker(sight) && !sight.memory.stopping();
}

bool idles_out_beside_work(const Sight& sight) {
  return sight.record.value == 0 && is_job_condition(sight) && has_queued(sight);
}

bool ends_at_stop(const Sight& sight) {
  return by_worker(sight) && sight.memory.stopping();
}

constexpr std::array kProbes = {
    Probe{.name = "worker-waits",
          .expected = Expected::often,
          .what = "a worker waits with nothing on the queue",
          .events = {Event::wait_begin},
          .sees = waits_with_nothing_queued},
    Probe{.name = "notified-nobody",
          .expected = Expected::often,
          .what = "a job condition is notified when no worker waits",
          .events = {Event::notify_one, Event::notify_all},
          .sees = notifies_nobody},
    Probe{.name = "notified-before-wait",
          .expected = Expected::rarely,
          .what = "a worker waits on a condition that was notified when nobody did",
          .events = {Event::wait_begin},
          .sees = waits_after_notified_nobody},
    Probe{.name = "woken-for-nothing",
          .expected = Expected::often,
          .what = "a worker is woken, finds that others have taken the work, and waits again",
          .events = {Event::wait_begin},
          .sees = waits_again},
    Probe{.name = "signal-passed-on",
          .expected = Expected::often,
          .what = "a worker wakes the next one for what is left",
          .events = {Event::notify_one},
          .sees = passes_signal_on},
    Probe{.name = "all-workers-busy",
          .expected = Expected::often,
          .what = "a call is queued when no worker waits",
          .events = {Event::call_queued},
          .sees = all_work},
    Probe{.name = "urgent-worker-used",
          .expected = Expected::often,
          .what = "a worker of the urgent lane takes a call",
          .events = {Event::call_taken},
          .sees = taken_by_urgent},
    Probe{.name = "pool-grows",
          .expected = Expected::often,
          .what = "the loop starts another worker",
          .events = {Event::object_created},
          .sees = is_new_worker},
    Probe{.name = "worker-idles-out",
          .expected = Expected::often,
          .what = "a worker beyond the least number ends",
          .events = {Event::thread_ended},
          .sees = idled_out},
    Probe{.name = "idle-beside-work",
          .expected = Expected::rarely,
          .what = "a worker has idled long enough at the moment at which a call is queued",
          .events = {Event::wait_end},
          .sees = idles_out_beside_work},
    Probe{.name = "worker-ends-at-stop",
          .expected = Expected::often,
          .what = "a worker ends when the daemon stops",
          .events = {Event::thread_ended},
          .sees = ends_at_stop},
    Probe{.name = "no-thread",
          .expected = Expected::often,
          .what = "the system has no thread for a worker or a reading of the settings",
          .mark = Mark::no_thread},
};

}  // namespace

std::span<const Probe> worker_probes() {
  return kProbes;
}

}  // namespace interleave::probes
