// The rows of the event loop, of the process leader, and of the peers.
#include <array>

#include "model/spec/row_words.h"

namespace interleave::spec {
namespace {

using namespace row_words;

// clang-format off
constexpr auto kLoopActions = std::to_array<Action>({
    // The loop takes what comes in (T8).
    {"accepts a client",
     loop, l_poll, l_poll, client, chance, none, "D8", may_come, serving, come_in},
    {"reads a call",
     loop, l_poll, l_poll, client, chance, none, "D6", may_send, within_parked, read_call},
    {"takes the server lock to hand a call over",
     loop, l_poll, l_submit, client, fair, none, "T4", may_submit, always, lock_server},
    {"takes the client lock to hand a call over",
     loop, l_submit, l_queue, own, fair, server, "T5", client_free, always, lock_client},
    {"puts the call on dx",
     loop, l_queue, l_queued, own, fair, both, "D6", always, within_slots, put_on_dx},
    {"drops the client lock",
     loop, l_queued, l_unlock, own, fair, both, "T9", always, always, unlock_client},
    {"drops the server lock",
     loop, l_unlock, l_grow, own, fair, server, "T9", need_not_signal, always, unlock_server},
    {"drops the server lock, to signal",
     loop, l_unlock, l_signal, own, fair, server, "T9", must_signal, always, promise_signal},
    {"signals the job condition",
     loop, l_signal, l_grow, own, fair, none, "T7", always, always, signal_job},
    {"starts another worker",
     loop, l_grow, l_poll, other, fair, none, "D4", wants_worker, below_most, start_worker},
    {"finds that the workers are enough",
     loop, l_grow, l_poll, own, fair, none, "D4", wants_none, always, nothing},
    // It closes streams: of peers that have gone, and of clients that have drained.
    {"closes the stream of a peer that has gone",
     loop, l_poll, l_close, client, fair, none, "D1", peer_gone, is_open, close_stream},
    {"closes the stream of a client that has drained",
     loop, l_poll, l_close, client, fair, none, "D8", has_finished, nothing_left, close_stream},
    {"takes the server lock to end a client",
     loop, l_close, l_closing, own, fair, none, "T4", server_free, always, lock_server},
    {"takes the client lock to end a client",
     loop, l_closing, l_withdraw, own, fair, server, "T5", client_free, always, lock_client},
    {"takes all off dx and tx and drops the client lock",
     loop, l_withdraw, l_orphan, own, fair, both, "T5", always, always, withdraw_all},
    {"queues the end of the session",
     loop, l_orphan, l_close_end, own, fair, server, "D1", was_last, was_last, queue_session},
    {"leaves the session to the worker of its last call",
     loop, l_orphan, l_close_end, own, fair, server, "D1", not_last, runs, nothing},
    {"drops the server lock",
     loop, l_close_end, l_drop, own, fair, server, "T9", need_not_signal, always, unlock_server},
    {"drops the server lock, to signal",
     loop, l_close_end, l_close_signal, own, fair, server, "T9",
     must_signal, always, promise_signal},
    {"signals the job condition",
     loop, l_close_signal, l_drop, own, fair, none, "T7", always, always, signal_job},
    {"says which calls are dropped",
     loop, l_drop, l_poll, own, alone, none, "D6", always, always, drop_calls},
    {"writes a reply",
     loop, l_poll, l_poll, client, fair, none, "T8", may_write, reply_due, write_reply},
    // It was woken: replies, ends of clients, ends of workers, then whether to stop.
    {"is woken and looks at everything",
     loop, l_poll, l_control, own, fair, none, "T6", woken, always, disarm},
    {"takes the server lock to take replies",
     loop, l_control, l_flush, own, fair, none, "T4", server_free, always, begin_flush},
    {"takes the lock of a client that has replies",
     loop, l_flush, l_take, client, fair, server, "T5", has_replies, always, lock_client},
    {"takes the replies off tx and drops the client lock",
     loop, l_take, l_flush, own, fair, both, "T5", always, always, collect_replies},
    {"has taken the replies, and drops the server lock",
     loop, l_flush, l_reap, own, fair, server, "T9", no_replies, always, unlock_server},
    {"takes the server lock to look for ended clients",
     loop, l_reap, l_reaping, own, fair, none, "T4", server_free, always, begin_flush},
    {"takes an ended client off the list",
     loop, l_reaping, l_reaping, client, fair, server, "D1", is_reapable, always, doom},
    {"drops the server lock",
     loop, l_reaping, l_destroy, own, fair, server, "T9", none_reapable, always, unlock_server},
    {"destroys a client",
     loop, l_destroy, l_destroy, client, alone, none, "D1", is_doomed, unused, destroy_client},
    {"has destroyed the ended clients",
     loop, l_destroy, l_stops, own, alone, none, "D1", none_doomed, always, nothing},
    {"joins a worker that has ended after idling",
     loop, l_stops, l_stops, other, fair, none, "T9", has_ended, has_ended, join_worker},
    {"takes the server lock to see whether to stop; it is not",
     loop, l_stops, l_poll, own, fair, none, "T4", may_serve_on, always, nothing},
    {"sees that the daemon is to stop, and closes the doors",
     loop, l_stops, l_drain, own, fair, none, "T4", may_drain, always, close_doors},
    {"sees that nobody is left",
     loop, l_stops, l_end, own, fair, none, "T4", nobody_left, no_client, nothing},
    {"sees that somebody is left",
     loop, l_stops, l_poll, own, fair, none, "T4", somebody_left, always, nothing},
    // It drains (D8).
    {"takes the server lock to refuse a client's calls",
     loop, l_drain, l_refuse, client, fair, none, "T4", not_draining, always, lock_server},
    {"takes the client lock to refuse its calls",
     loop, l_refuse, l_refusing, own, fair, server, "T5", client_free, always, lock_client},
    {"takes what no worker has begun off dx and drops both locks",
     loop, l_refusing, l_refused, own, fair, both, "T5", always, is_open, refuse_withdrawn},
    {"refuses what no worker has begun",
     loop, l_refused, l_drain, own, alone, none, "D6", always, is_open, refuse_calls},
    {"has refused the calls of all",
     loop, l_drain, l_drained, own, fair, none, "D8", all_draining, always, nothing},
    {"sees that nobody was there",
     loop, l_drained, l_end, own, alone, none, "D8", no_client, no_client, nothing},
    {"goes on until the last client has gone",
     loop, l_drained, l_poll, own, alone, none, "D8", somebody_left, always, nothing},
    {"takes the server lock to end the workers",
     loop, l_end, l_quit, own, fair, none, "T4", server_free, always, lock_server},
    {"tells all workers to end, and drops the server lock",
     loop, l_quit, l_join, own, fair, server, "D8", always, no_client, set_quit},
    {"joins a worker",
     loop, l_join, l_join, other, fair, none, "T9", has_ended, has_ended, join_at_end},
    {"has joined all and ends",
     loop, l_join, l_over, own, fair, none, "D8", all_joined, all_joined, end_loop},
    // The leader stops the daemon and waits for the loop (T1).
    {"takes the server lock to stop the daemon",
     leader, p_serve, p_stop, own, chance, none, "T4", may_stop, always, lock_server},
    {"asks the daemon to stop",
     leader, p_stop, p_stopping, own, fair, server, "D8", always, always, set_stop},
    {"drops the server lock",
     leader, p_stopping, p_wake, own, fair, server, "T9", always, always, unlock_server},
    {"wakes the loop",
     leader, p_wake, p_wait, own, fair, none, "T6", always, always, wake_the_loop},
    {"joins the loop: the daemon has stopped",
     leader, p_wait, p_done, own, fair, none, "D8", is_over, all_joined, nothing},
    {"vanishes",
     peer, p_serve, p_serve, client, chance, any, "D5", may_vanish, always, go},
});
// clang-format on

}  // namespace

std::span<const Action> loop_actions() {
  return kLoopActions;
}

}  // namespace interleave::spec
