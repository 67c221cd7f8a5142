// What the specification's actions change.
#ifndef INTERLEAVE_MODEL_SPEC_EFFECTS_H_
#define INTERLEAVE_MODEL_SPEC_EFFECTS_H_

#include <cstdint>

#include "model/spec/state.h"

namespace interleave::spec::effects {

inline void lock_server(View& v) {
  v.me.server = v.shared.locked = true;
}
inline void unlock_server(View& v) {
  v.me.server = v.shared.locked = false;
}
inline void lock_client(View& v) {
  v.me.client_lock = v.client.locked = true;
}
inline void unlock_client(View& v) {
  v.me.client_lock = v.client.locked = false;
}

inline void nothing(View&) {}
inline void drop_both(View& v) {
  unlock_client(v);
  unlock_server(v);
}
inline void take_call(View& v) {
  --v.client.dx;
  --v.shared.calls;
  ++v.client.running;
  v.me.session = false;
}
inline void take_session(View& v) {
  v.client.life = Life::in_worker;
  --v.shared.sessions;
  v.me.session = true;
}
inline void put_reply(View& v) {
  ++v.shared.replies;
  --v.client.running;
  --v.client.balance;
  ++v.client.replies;
  ++v.client.tx;
}
inline void ask_for_loop(View& v) {
  unlock_client(v);
  v.shared.asked = true;
}
inline void give_up_reply(View& v) {
  --v.client.running;
  --v.client.balance;
}
inline void queue_session(View& v) {
  v.client.life = Life::closing;
  ++v.shared.sessions;
}
inline void end_session(View& v) {
  ++v.shared.reapable;
  v.client.life = Life::reapable;
  v.shared.asked = true;
}
inline void wake_the_loop(View& v) {
  v.shared.wake = true;
}
inline void begin_wait(View& v) {
  ++v.shared.job.waiting;
  unlock_server(v);
}
inline void end_wait(View& v) {
  --v.shared.job.waiting;
  --v.shared.job.signals;
  ++v.shared.awake;
}
inline void end_wait_alone(View& v) {
  --v.shared.job.waiting;
  ++v.shared.awake;
}
inline void lock_again(View& v) {
  lock_server(v);
  --v.shared.awake;
  v.shared.promised = false;
}
inline void promise_signal(View& v) {
  v.shared.promised = true;
  if (v.me.client_lock) unlock_client(v);
  unlock_server(v);
}
inline void leave(View& v) {
  ++v.shared.ended;
  unlock_server(v);
}
inline void leave_and_tell(View& v) {
  ++v.shared.ended;
  unlock_server(v);
  v.shared.wake = true;
}

inline void come_in(View& v) {
  v.client.life = Life::open;
  v.client.unsent = v.size.calls;
  ++v.shared.clients;
  ++v.shared.reading;
}
inline void read_call(View& v) {
  --v.client.unsent;
  ++v.client.parked;
  ++v.client.balance;
}
inline void put_on_dx(View& v) {
  --v.client.parked;
  ++v.client.dx;
  ++v.shared.calls;
}
inline void signal_job(View& v) {
  v.shared.job.signal();
}
inline void start_worker(View& v) {
  v.other.place = Place::w_free;
  ++v.shared.workers;
}
inline void close_stream(View& v) {
  Client& c = v.client;
  if (!c.draining) --v.shared.reading;
  c.life = Life::ending;
  c.balance -= static_cast<std::int32_t>(c.parked);
  c.replies -= static_cast<std::int32_t>(c.out);
  c.parked = c.out = c.unsent = 0;
  c.gone = c.draining = false;
}
inline void withdraw_calls(View& v) {
  v.shared.calls -= v.client.dx;
  v.client.withdrawn += v.client.dx;
  v.client.dx = 0;
}
inline void withdraw_all(View& v) {
  v.client.life = Life::closed;
  withdraw_calls(v);
  v.shared.replies -= v.client.tx;
  v.client.replies -= static_cast<std::int32_t>(v.client.tx);
  v.client.tx = 0;
  unlock_client(v);
}
inline void drop_calls(View& v) {
  v.client.balance -= static_cast<std::int32_t>(v.client.withdrawn);
  v.client.withdrawn = 0;
}
inline void write_reply(View& v) {
  --v.client.out;
  --v.client.replies;
}
inline void disarm(View& v) {
  v.shared.wake = false;
}
inline void begin_flush(View& v) {
  lock_server(v);
  v.shared.asked = false;
}
inline void collect_replies(View& v) {
  v.client.out += v.client.tx;
  v.shared.replies -= v.client.tx;
  v.client.tx = 0;
  unlock_client(v);
}
inline void doom(View& v) {
  v.client.life = Life::doomed;
  --v.shared.reapable;
  ++v.shared.doomed;
}
inline void destroy_client(View& v) {
  v.client.life = Life::reaped;
  --v.shared.doomed;
  --v.shared.clients;
}
inline void join_worker(View& v) {
  v.other.place = Place::w_absent;
  --v.shared.workers;
  --v.shared.ended;
}
inline void close_doors(View& v) {
  v.shared.stage = Stage::draining;
}
inline void refuse_withdrawn(View& v) {
  withdraw_calls(v);
  v.client.draining = true;
  --v.shared.reading;
  drop_both(v);
}
inline void refuse_calls(View& v) {
  Client& c = v.client;
  c.balance -= static_cast<std::int32_t>(c.withdrawn + c.parked);
  c.replies += static_cast<std::int32_t>(c.withdrawn + c.parked);
  c.out += c.withdrawn + c.parked;
  c.withdrawn = c.parked = 0;
}
inline void set_quit(View& v) {
  v.shared.quit = true;
  v.shared.job.signal_all();
  unlock_server(v);
}
inline void join_at_end(View& v) {
  v.other.place = Place::w_joined;
  --v.shared.workers;
  --v.shared.ended;
}
inline void end_loop(View& v) {
  v.shared.stage = Stage::over;
}
inline void set_stop(View& v) {
  v.shared.stop = true;
}
inline void go(View& v) {
  v.client.gone = true;
}

}  // namespace interleave::spec::effects

#endif  // INTERLEAVE_MODEL_SPEC_EFFECTS_H_
