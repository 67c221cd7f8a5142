// When the specification's actions are possible, and what must hold where they are done.
#ifndef INTERLEAVE_MODEL_SPEC_CONDITIONS_H_
#define INTERLEAVE_MODEL_SPEC_CONDITIONS_H_

#include "model/spec/state.h"

namespace interleave::spec::conditions {

inline bool always(const View&) {
  return true;
}
// Whoever asks for a lock that it holds itself is not kept from it here: that is for `locks`.
inline bool server_free(const View& v) {
  return !v.shared.locked || v.me.server;
}
inline bool client_free(const View& v) {
  return !v.client.locked || v.me.client_lock;
}

inline bool has_session(const View& v) {
  return v.client.life == Life::closing;
}
inline bool has_call(const View& v) {
  return v.shared.sessions == 0 && v.client.dx > 0 && client_free(v);
}
inline bool has_dx(const View& v) {
  return v.client.dx > 0 && v.client.life <= Life::ending;
}
inline bool alive(const View& v) {
  return v.client.life != Life::absent && v.client.life < Life::reapable;
}
// Somebody waits, there is work, and no signal is on its way.
inline bool must_signal(const View& v) {
  return v.shared.waiting() > 0 && v.shared.queued() > 0 && !v.shared.promised;
}
inline bool need_not_signal(const View& v) {
  return !must_signal(v);
}
inline bool no_work(const View& v) {
  return v.shared.queued() == 0 && !v.shared.quit;
}
inline bool signalled(const View& v) {
  return v.shared.job.signals > 0;
}
inline bool may_be_spurious(const View& v) {
  return v.size.spurious && v.shared.job.deaf();
}
inline bool quitting(const View& v) {
  return v.shared.quit && v.shared.sessions == 0;
}
inline bool too_many(const View& v) {
  return no_work(v) && v.shared.workers - v.shared.ended > v.size.min_workers;
}

inline bool is_open(const View& v) {
  return v.client.life == Life::open;
}
// The workers take a client for open until they are told under the lock.
inline bool seems_open(const View& v) {
  return v.client.life <= Life::ending;
}
inline bool open_call(const View& v) {
  return !v.me.session && seems_open(v) && client_free(v);
}
inline bool late_call(const View& v) {
  return !v.me.session && !seems_open(v);
}
inline bool runs(const View& v) {
  return v.client.running > 0;
}
inline bool runs_here(const View& v) {
  return v.client.running > 0 && seems_open(v);
}
inline bool was_last(const View& v) {
  return v.client.life == Life::closed && v.client.running == 0;
}
inline bool not_last(const View& v) {
  return !was_last(v);
}
inline bool asked_before(const View& v) {
  return v.shared.asked;
}
inline bool not_asked(const View& v) {
  return !v.shared.asked;
}
inline bool session_asked(const View& v) {
  return v.me.session && v.shared.asked;
}
inline bool session_not_asked(const View& v) {
  return v.me.session && !v.shared.asked;
}
inline bool session_in_worker(const View& v) {
  return v.client.life == Life::in_worker;
}

inline bool may_come(const View& v) {
  return v.client.life == Life::absent && v.shared.stage == Stage::serving;
}
inline bool serving(const View& v) {
  return v.shared.stage == Stage::serving;
}
inline bool may_send(const View& v) {
  return is_open(v) && !v.client.gone && !v.client.draining && v.client.unsent > 0 &&
         v.client.parked < v.size.parked;
}
inline bool within_parked(const View& v) {
  return !v.client.draining && v.client.parked < v.size.parked;
}
inline bool has_slot(const View& v) {
  return is_open(v) && v.client.parked > 0 && v.client.in_flight() < v.size.slots;
}
inline bool within_slots(const View& v) {
  return v.client.parked > 0 && v.client.in_flight() < v.size.slots && is_open(v);
}
inline bool wants_worker(const View& v) {
  return v.other.place == Place::w_absent && v.shared.queued() > v.shared.waiting() &&
         v.shared.workers < v.size.max_workers;
}
inline bool below_most(const View& v) {
  return v.shared.workers < v.size.max_workers;
}
inline bool wants_none(const View& v) {
  return v.shared.queued() <= v.shared.waiting() || v.shared.workers >= v.size.max_workers;
}
inline bool peer_gone(const View& v) {
  return is_open(v) && v.client.gone;
}
inline bool has_finished(const View& v) {
  return is_open(v) && !v.client.gone && v.client.draining && v.client.in_flight() == 0;
}
inline bool nothing_left(const View& v) {
  return v.client.in_flight() + v.client.parked == 0;
}
inline bool may_write(const View& v) {
  return is_open(v) && !v.client.gone && v.client.out > 0;
}
inline bool reply_due(const View& v) {
  return is_open(v) && v.client.out > 0;
}
inline bool woken(const View& v) {
  return v.shared.wake;
}
inline bool has_replies(const View& v) {
  return is_open(v) && v.client.tx > 0 && client_free(v);
}
inline bool no_replies(const View& v) {
  return v.shared.replies == 0;
}
inline bool none_reapable(const View& v) {
  return v.shared.reapable == 0;
}
inline bool none_doomed(const View& v) {
  return v.shared.doomed == 0;
}
inline bool all_draining(const View& v) {
  return v.shared.reading == 0;
}
inline bool is_reapable(const View& v) {
  return v.client.life == Life::reapable;
}
inline bool is_doomed(const View& v) {
  return v.client.life == Life::doomed;
}
inline bool unused(const View& v) {
  return v.client.life == Life::doomed && v.client.running == 0 && v.client.dx == 0;
}
inline bool has_ended(const View& v) {
  return v.other.place == Place::w_ended;
}
inline bool nothing_new(const View& v) {
  return v.shared.ended == 0 && v.shared.stage == Stage::serving && !v.shared.stop;
}
inline bool shall_drain(const View& v) {
  return v.shared.ended == 0 && v.shared.stage == Stage::serving && v.shared.stop;
}
inline bool nobody_left(const View& v) {
  return v.shared.stage == Stage::draining && v.shared.clients == 0;
}
inline bool somebody_left(const View& v) {
  return v.shared.stage == Stage::draining && v.shared.clients > 0;
}
inline bool not_draining(const View& v) {
  return is_open(v) && !v.client.draining && server_free(v);
}
inline bool no_client(const View& v) {
  return v.shared.clients == 0;
}
inline bool is_over(const View& v) {
  return v.shared.stage == Stage::over;
}
inline bool all_joined(const View& v) {
  return v.shared.workers == 0;
}
inline bool may_stop(const View& v) {
  return v.size.stop && server_free(v);
}
inline bool may_vanish(const View& v) {
  return v.size.vanish && is_open(v) && !v.client.gone;
}

inline bool may_submit(const View& v) {
  return has_slot(v) && server_free(v);
}
inline bool may_serve_on(const View& v) {
  return nothing_new(v) && server_free(v);
}
inline bool may_drain(const View& v) {
  return shall_drain(v) && server_free(v);
}

}  // namespace interleave::spec::conditions

#endif  // INTERLEAVE_MODEL_SPEC_CONDITIONS_H_
