// The rows of the workers.
#include <array>

#include "model/spec/row_words.h"

namespace interleave::spec {
namespace {

using namespace row_words;

// clang-format off
constexpr auto kWorkerActions = std::to_array<Action>({
    // A worker looks for work, under the server lock (T4), and takes it under the client's (T5).
    {"takes the server lock to look for work",
     worker, w_free, w_look, own, fair, none, "T4", server_free, always, lock_server},
    {"takes the lock of a client that has calls",
     worker, w_look, w_take, client, fair, server, "T5", has_call, always, lock_client},
    {"takes a call off dx",
     worker, w_take, w_took, own, fair, both, "T5", always, has_dx, take_call},
    {"drops both locks",
     worker, w_took, w_begin, own, fair, both, "T9", need_not_signal, always, drop_both},
    {"drops both locks, to pass the signal on",
     worker, w_took, w_pass, own, fair, both, "T9", must_signal, always, promise_signal},
    {"takes a session to close",
     worker, w_look, w_has, client, fair, server, "T4", has_session, has_session, take_session},
    {"drops the server lock",
     worker, w_has, w_begin, own, fair, server, "T9", need_not_signal, always, unlock_server},
    {"drops the server lock, to pass the signal on",
     worker, w_has, w_pass, own, fair, server, "T9", must_signal, always, promise_signal},
    {"passes the signal on",
     worker, w_pass, w_begin, own, fair, none, "T7", always, always, signal_job},
    {"calls the API",
     worker, w_begin, w_api, own, alone, none, "T10", always, alive, nothing},
    {"comes back from the API",
     worker, w_api, w_back, own, alone, none, "T10", always, alive, nothing},
    {"takes the server lock to report",
     worker, w_back, w_done, own, fair, none, "T4", server_free, always, lock_server},
    {"takes the client lock to answer",
     worker, w_done, w_reply, own, fair, server, "T5", open_call, always, lock_client},
    {"puts the reply on tx",
     worker, w_reply, w_asks, own, fair, both, "T8", always, runs_here, put_reply},
    {"drops the client lock and asks for the loop",
     worker, w_asks, w_told, own, fair, both, "T9", not_asked, always, ask_for_loop},
    {"drops the client lock; the loop is asked for already",
     worker, w_asks, w_unlock, own, fair, both, "T9", asked_before, always, unlock_client},
    {"gives up the reply to a closed client",
     worker, w_done, w_last, own, fair, server, "D6", late_call, runs, give_up_reply},
    {"queues the end of the session behind its last call",
     worker, w_last, w_unlock, own, fair, server, "D1", was_last, was_last, queue_session},
    {"leaves the end of the session to another worker",
     worker, w_last, w_unlock, own, fair, server, "D1", not_last, runs, nothing},
    {"has closed a session and asks for the loop",
     worker, w_done, w_told, own, fair, server, "D1",
     session_not_asked, session_in_worker, end_session},
    {"has closed a session; the loop is asked for already",
     worker, w_done, w_unlock, own, fair, server, "D1",
     session_asked, session_in_worker, end_session},
    {"drops the server lock",
     worker, w_unlock, w_free, own, fair, server, "T9", need_not_signal, always, unlock_server},
    {"drops the server lock, to signal",
     worker, w_unlock, w_signal, own, fair, server, "T9", must_signal, always, promise_signal},
    {"signals the job condition",
     worker, w_signal, w_free, own, fair, none, "T7", always, always, signal_job},
    {"drops the server lock, to wake the loop",
     worker, w_told, w_wake, own, fair, server, "T9", always, always, unlock_server},
    {"wakes the loop",
     worker, w_wake, w_free, own, fair, none, "T6", always, always, wake_the_loop},
    {"waits on the job condition",
     worker, w_look, w_wait, own, fair, server, "T9", no_work, no_work, begin_wait},
    {"is woken by a signal",
     worker, w_wait, w_awake, own, fair, none, "T9", signalled, always, end_wait},
    {"is woken without cause",
     worker, w_wait, w_awake, own, chance, none, "T9", may_be_spurious, always, end_wait_alone},
    {"has the server lock again",
     worker, w_awake, w_look, own, fair, none, "T4", server_free, always, lock_again},
    {"ends, since the daemon quits",
     worker, w_look, w_ended, own, fair, server, "D8", quitting, quitting, leave},
    {"ends after idling",
     worker, w_look, w_ended, own, chance, server, "D4", too_many, too_many, leave_and_tell},
});
// clang-format on

}  // namespace

std::span<const Action> worker_actions() {
  return kWorkerActions;
}

}  // namespace interleave::spec
