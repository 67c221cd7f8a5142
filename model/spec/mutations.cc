#include "model/spec/mutations.h"

#include <array>

#include "model/spec/effects.h"

namespace interleave::spec {
namespace {

using effects::lock_server;
using effects::unlock_client;
using effects::unlock_server;

// Parts that are put into rows in place of the right ones.
bool always(const View&) {
  return true;
}
bool never(const View&) {
  return false;
}
void nothing(View&) {}
void only_unlock_client(View& v) {
  unlock_client(v);
}
void only_unlock_server(View& v) {
  unlock_server(v);
}

void take_without_end(View& v) {
  ++v.client.running;
  v.me.session = false;
}
void lose_reply(View& v) {
  --v.client.running;
  --v.client.balance;
  ++v.client.replies;
}
void lose_call(View& v) {
  --v.shared.calls;
  --v.client.dx;
  v.client.withdrawn = 0;
}
void drop_uncounted(View& v) {
  v.client.withdrawn = 0;
}
void unlock_without_asking(View& v) {
  unlock_client(v);
}
void lock_without_word(View& v) {
  lock_server(v);
  --v.shared.awake;
}
void wake_without_promise(View& v) {
  --v.shared.job.waiting;
  --v.shared.job.signals;
  ++v.shared.awake;
  v.shared.promised = false;
}
void quit_with_one_signal(View& v) {
  v.shared.quit = true;
  v.shared.job.signal();
  unlock_server(v);
}
void quit_unheard(View& v) {
  v.shared.job.signal_all();
  unlock_server(v);
}
void drain_without_withdrawing(View& v) {
  v.client.draining = true;
  --v.shared.reading;
  unlock_client(v);
  unlock_server(v);
}
void collect_nothing(View& v) {
  v.shared.replies -= v.client.tx;
  v.client.tx = 0;
  unlock_client(v);
}
void begin_flush_and_disarm(View& v) {
  lock_server(v);
  v.shared.asked = false;
  v.shared.wake = false;
}
void put_off_for_ever(View& v) {
  unlock_server(v);
  v.shared.wake = true;
}

bool has_parked(const View& v) {
  return v.client.life == Life::open && v.client.parked > 0 && !v.shared.locked;
}
bool may_come_late(const View& v) {
  return v.client.life == Life::absent;
}
bool sends_on(const View& v) {
  return v.client.life == Life::open && !v.client.gone && !v.client.draining && v.client.unsent > 0;
}
bool idle_but_for_replies(const View& v) {
  return v.client.life == Life::open && v.client.draining && v.client.dx + v.client.running == 0;
}
bool is_closed(const View& v) {
  return v.client.life == Life::closed;
}
bool has_been_open(const View& v) {
  return v.client.life != Life::absent && v.client.life != Life::reaped && v.client.out > 0;
}
bool doomed_or_reaped(const View& v) {
  return v.client.life == Life::doomed || (v.client.life == Life::reaped && v.client.unsent > 0);
}
bool waits_anyway(const View& v) {
  return !v.shared.quit;
}
bool any_worker_left(const View& v) {
  return v.other.place != Place::w_absent && v.other.place != Place::w_joined;
}
bool replies_left(const View& v) {
  return v.shared.replies > 0;
}

void destroy_twice(View& v) {
  if (v.client.life == Life::doomed) --v.shared.doomed, --v.shared.clients;
  v.client.life = Life::reaped;
  v.client.unsent = v.size.calls;
}

constexpr std::array kMutations = {
    Mutation{"calls_under_server_lock",
             "A worker drops the client lock alone before it calls the API.", "T10",
             [](Spec& s) { s.row(Act::go_call).effect = only_unlock_client; }},
    Mutation{"calls_under_client_lock",
             "A worker drops the server lock alone before it calls the API.", "T10",
             [](Spec& s) { s.row(Act::go_call).effect = only_unlock_server; }},
    Mutation{"closes_session_under_server_lock",
             "A worker keeps the server lock while it closes a session.", "T10",
             [](Spec& s) { s.row(Act::go_session).effect = nothing; }},
    Mutation{"client_lock_alone", "A worker answers under the client lock without the server's.",
             "T5", [](Spec& s) { s.row(Act::report).effect = nothing; }},
    Mutation{
        "client_lock_kept", "A worker keeps the client lock, and asks for the server's again.",
        "T9",
        [](Spec& s) { s.row(Act::ask_again).effect = nothing, s.row(Act::ask).effect = nothing; }},
    Mutation{"order_inverted", "A worker still has a client's lock when it asks for the server's.",
             "T4",
             [](Spec& s) {
               s.row(Act::ask).effect = [](View& v) { v.shared.asked = true; };
               s.row(Act::unlock_told).locks = s.row(Act::wake_loop).locks = Locks::any;
             }},
    Mutation{"waits_with_server_lock", "A worker waits and does not release the server lock.", "T9",
             [](Spec& s) { s.row(Act::wait).effect = [](View& v) { ++v.shared.job.waiting; }; }},
    Mutation{"waits_without_looking", "A worker waits although there is work.", "T9",
             [](Spec& s) { s.row(Act::wait).when = waits_anyway; }},
    Mutation{"signal_lost", "The loop puts a call on dx and signals nobody.", "T7",
             [](Spec& s) {
               s.row(Act::submit_end).when = always;
               s.row(Act::submit_signal).when = never;
             }},
    Mutation{"signal_promised_only", "The loop promises a signal and does not give it.", "T7",
             [](Spec& s) { s.row(Act::signal).effect = nothing; }},
    Mutation{"session_end_in_silence", "The loop queues the end of a session and signals nobody.",
             "T7",
             [](Spec& s) {
               s.row(Act::close_unlock).when = always;
               s.row(Act::close_unlock_signal).when = never;
             }},
    Mutation{"signal_not_passed_on", "A worker takes a call of several and signals nobody else.",
             "T7",
             [](Spec& s) {
               s.row(Act::go_call).when = always;
               s.row(Act::go_call_pass).when = never;
             }},
    Mutation{"promise_kept_by_nobody",
             "A worker that is woken does not say that the signal is here.", "T7",
             [](Spec& s) { s.row(Act::lock_again).effect = lock_without_word; }},
    Mutation{"promise_cleared_too_early", "A waiter is held to be awake before it has the lock.",
             "T7", [](Spec& s) { s.row(Act::woken).effect = wake_without_promise; }},
    Mutation{"quit_signals_one", "The end wakes one worker where it has to wake all.", "D8",
             [](Spec& s) {
               s.row(Act::end_lock).to = Place::l_quit,
               s.row(Act::quit).effect = quit_with_one_signal;
             }},
    Mutation{"quit_unheard", "Workers are woken at the end, and not told why.", "D8",
             [](Spec& s) { s.row(Act::quit).effect = quit_unheard; }},
    Mutation{"reply_dropped", "A worker counts a reply as given and puts nothing on tx.", "D6",
             [](Spec& s) { s.row(Act::answer).effect = lose_reply; }},
    Mutation{"reply_lost_on_the_way", "The loop empties tx and writes nothing of it.", "D6",
             [](Spec& s) { s.row(Act::collect).effect = collect_nothing; }},
    Mutation{"call_taken_and_lost", "A call is taken off dx and forgotten.", "D6",
             [](Spec& s) { s.row(Act::take).effect = lose_call; }},
    Mutation{"call_taken_twice", "A call stays on dx when it is taken.", "D6",
             [](Spec& s) { s.row(Act::take).effect = take_without_end; }},
    Mutation{"drops_uncounted", "What is dropped with its client is not counted.", "D6",
             [](Spec& s) { s.row(Act::drop).effect = drop_uncounted; }},
    Mutation{"queue_unbounded", "Calls go to dx whether there is a slot or not.", "D6",
             [](Spec& s) { s.row(Act::submit).when = has_parked; }},
    Mutation{"reads_without_bound", "A client that has no slot is read for ever.", "D6",
             [](Spec& s) { s.row(Act::read).when = sends_on; }},
    Mutation{"loop_not_asked", "A worker puts a reply on tx and does not ask for the loop.", "T8",
             [](Spec& s) {
               s.row(Act::ask).effect = unlock_without_asking, s.row(Act::ask).to = Place::w_unlock;
             }},
    Mutation{"wake_forgotten", "A worker asks for the loop and does not wake it.", "T8",
             [](Spec& s) { s.row(Act::wake_loop).effect = nothing; }},
    Mutation{"disarmed_too_late", "The loop disarms its wake after it has looked.", "T8",
             [](Spec& s) {
               s.row(Act::control).effect = nothing;
               s.row(Act::reap_lock).effect = begin_flush_and_disarm;
             }},
    Mutation{"reaping_not_asked", "A worker has closed a session and does not wake the loop.", "D1",
             [](Spec& s) { s.row(Act::session_done).to = Place::w_unlock; }},
    Mutation{"closed_with_a_call", "A session is closed while a call of its client runs.", "D1",
             [](Spec& s) { s.row(Act::close_session).when = is_closed; }},
    Mutation{"nobody_ends_the_session",
             "The worker of the last call does not queue the session's end.", "D1",
             [](Spec& s) { s.row(Act::give_up).to = Place::w_unlock; }},
    Mutation{"reaped_twice", "A client is destroyed twice.", "D1",
             [](Spec& s) {
               s.row(Act::destroy).when = doomed_or_reaped;
               s.row(Act::destroy).effect = destroy_twice;
             }},
    Mutation{"reaped_under_lock", "The loop destroys clients with the server lock held.", "D1",
             [](Spec& s) { s.row(Act::reap_end).effect = nothing; }},
    Mutation{"reply_to_the_dead", "A reply is written to a client whose stream is closed.", "T8",
             [](Spec& s) {
               s.row(Act::write).when = has_been_open;
               s.row(Act::hang_up).effect = [](View& v) {
                 v.client.life = Life::ending;
                 if (!v.client.draining) --v.shared.reading;
                 v.client.balance -= static_cast<std::int32_t>(v.client.parked);
                 v.client.parked = v.client.unsent = 0;
                 v.client.gone = v.client.draining = false;
               };
             }},
    Mutation{"doors_left_open", "Clients are accepted while the daemon drains.", "D8",
             [](Spec& s) { s.row(Act::accept).when = may_come_late; }},
    Mutation{"queued_calls_kept", "A client drains and its calls stay on dx.", "D8",
             [](Spec& s) { s.row(Act::refuse_withdraw).effect = drain_without_withdrawing; }},
    Mutation{"closed_before_replies", "The daemon stops before the replies are flushed.", "D8",
             [](Spec& s) { s.row(Act::finish_client).when = idle_but_for_replies; }},
    Mutation{"workers_not_joined", "The loop ends without joining the workers.", "D8",
             [](Spec& s) { s.row(Act::over).when = always; }},
    Mutation{"joins_before_the_end", "The loop joins workers that have not ended.", "T9",
             [](Spec& s) { s.row(Act::join).when = any_worker_left; }},
    Mutation{"stop_without_lock", "The stop is asked for without the server lock.", "D8",
             [](Spec& s) { s.row(Act::stop).effect = nothing; }},
    Mutation{"stop_not_told", "The stop is asked for and the loop is not woken.", "D8",
             [](Spec& s) { s.row(Act::stop_wake).effect = nothing; }},
    Mutation{"throttle_for_ever", "A client that has used its slots is never served again.", "T8",
             [](Spec& s) {
               s.row(Act::submit).when = [](const View& v) {
                 return v.client.life == Life::open && v.client.parked > 0 && !v.shared.locked &&
                        v.client.unsent + 1 == v.size.calls && v.client.in_flight() < v.size.slots;
               };
             }},
    Mutation{"flush_put_off", "The loop finds replies, and looks again later, for ever.", "T8",
             [](Spec& s) {
               s.row(Act::flush_lock).when = never;
               s.row(Act::flush_end).when = always;
               s.row(Act::flush_end).effect = [](View& v) {
                 if (replies_left(v)) return put_off_for_ever(v);
                 unlock_server(v);
               };
             },
             true},
    Mutation{"reaping_put_off", "The loop finds ended clients, and looks again later, for ever.",
             "D1",
             [](Spec& s) {
               s.row(Act::reap).when = never;
               s.row(Act::reap_end).when = always;
               s.row(Act::reap_end).effect = [](View& v) {
                 if (v.shared.reapable > 0) return put_off_for_ever(v);
                 unlock_server(v);
               };
             },
             true},
    Mutation{"worker_spins", "A worker that finds a call looks again instead of taking it.", "T8",
             [](Spec& s) {
               s.row(Act::choose).to = Place::w_unlock;
               s.row(Act::choose).effect = nothing;
             },
             true},
};

}  // namespace

std::span<const Mutation> mutations() {
  return kMutations;
}

}  // namespace interleave::spec
