// The half of the reader that is about calls, the API and jobs.
#include "model/rules/spec_path.h"

namespace interleave {

using spec::Life;
using spec::Locks;

bool SpecPath::about_call(Seat& seat, const Record& record, const RunState& state) {
  if (record.event == Event::api_begin) return begin_api(seat, record);
  Guest& guest = guests_[record.object];
  const bool mine = seat.client == record.object && seat.serial == record.value;
  if (record.event == Event::api_end) return mine && apply(Act::return_api, seat, guest);
  if (record.event == Event::call_answered) return mine && apply(Act::answer, seat, guest);
  if (record.event == Event::call_accepted) {
    return seat.role == Role::loop && apply(Act::read, seat, guest);
  }
  if (call_for(record, state.calls().of(record.object)) == nullptr) return false;
  switch (record.event) {
    case Event::call_queued:
      seat.queued = true;
      is_not_withdrawn(guest);
      return seat.role == Role::loop && seat.client == record.object &&
             apply(Act::queue, seat, guest);
    case Event::call_taken:
      return seat.works() && seat.client == record.object && take_call(seat, guest, record.value);
    default:
      break;
  }
  return seat.role == Role::loop && apply(Act::write, seat, guest);
}

bool SpecPath::begin_api(Seat& seat, const Record& record) {
  Guest& guest = guests_[record.object];
  if (seat.thread.place == Place::w_free && seat.looked && record.value == 0) {
    // It has left the queue with a session to close.
    if (guest.client.life != Life::closing) return false;
    look_again(seat);
    guest.client.life = Life::in_worker;
    --shared_.sessions;
    seat.client = record.object;
    seat.serial = 0;
    seat.thread.session = true;
    seat.thread.place = Place::w_begin;
  }
  return seat.client == record.object && seat.serial == record.value &&
         apply(Act::call_api, seat, guest);
}

bool SpecPath::ends_call(Seat& seat, const Record& record, const RunState& state) {
  const CallInfo* call = call_for(record, state.calls().of(record.object));
  if (call == nullptr) return false;
  Guest& guest = guests_[record.object];
  spec::Client& client = guest.client;
  const bool refused = record.event == Event::call_refused;
  if (seat.works()) {
    // The client has closed before its call was done.
    return !refused && seat.client == record.object && seat.serial == record.value &&
           client.life == Life::closed && apply(Act::give_up, seat, guest);
  }
  ++steps_;
  if (seat.role != Role::loop || !holds(seat.thread, Locks::none)) return false;
  if (!refused) {
    if (call->stage == CallStage::accepted) return client.life >= Life::ending;
    if (client.withdrawn == 0) return false;
    --client.withdrawn;
    --client.balance;
    return true;
  }
  if (client.life != Life::open) return false;
  if (call->stage == CallStage::accepted) {
    --client.parked;
  } else {
    // Taken off dx before, with the locks.
    if (!guest.withdrawn || client.dx == 0) return false;
    --client.dx;
  }
  --client.balance;
  ++client.replies;
  ++client.out;
  return true;
}

bool SpecPath::about_job(Seat& seat, const Record& record) {
  Guest& guest = guests_[record.object];
  ++steps_;
  const bool locked = holds(seat.thread, Locks::both) && seat.client == record.object;
  if (seat.works() && seat.client != record.object) return false;
  if (record.event == Event::job_queued) {
    if (!locked) {
      seat.client = record.object;
      return queue_session(seat, guest);
    }
    seat.queued = true;
    is_not_withdrawn(guest);
    ++guest.work;
    ++work_;
    return seat.role == Role::loop;
  }
  if (seat.works()) {
    if (seat.thread.place != Place::w_done || !holds(seat.thread, Locks::server)) return false;
    if (guest.client.life == Life::in_worker) return apply(Act::session_done, seat, guest);
    --guest.client.running;
    seat.thread.place = guest.client.life == Life::closed ? Place::w_last : Place::w_unlock;
    return seat.thread.session;
  }
  // Work that waited is given up with the client, or at the end.
  if (!locked || guest.work == 0) return false;
  is_not_withdrawn(guest);
  --guest.work;
  --work_;
  return true;
}

bool SpecPath::queue_session(Seat& seat, Guest& guest) {
  if (guest.client.life != Life::closed || guest.client.running + guest.work > 0) return false;
  return apply(seat.works() ? Act::close_late : Act::close_session, seat, guest);
}

// It is told when the client's lock has been dropped already, and the server's has not.
bool SpecPath::take_call(Seat& seat, Guest& guest, std::uint64_t serial) {
  if (!holds(seat.thread, Locks::server)) return false;
  is_not_withdrawn(guest);
  seat.serial = serial;
  seat.thread.client_lock = true;
  const bool taken = apply(Act::take, seat, guest);
  seat.thread.client_lock = false;
  return taken;
}

void SpecPath::take_work(Seat& seat, Guest& guest) {
  is_not_withdrawn(guest);
  --guest.work;
  --work_;
  ++guest.client.running;
  seat.serial = 0;
  seat.thread.session = true;
}

void SpecPath::look_again(Seat& seat) {
  if (seat.looked) --carriers_;
  seat.looked = false;
}

void SpecPath::may_be_withdrawn(Guest& guest) {
  if (guest.withdrawn) return;
  guest.withdrawn = true;
  shared_.calls -= guest.client.dx;
  work_ -= guest.work;
}

void SpecPath::is_not_withdrawn(Guest& guest) {
  if (!guest.withdrawn) return;
  guest.withdrawn = false;
  shared_.calls += guest.client.dx;
  work_ += guest.work;
}

// D1: when the last task of a closed client has been given back, somebody queues its session's end
// before the lock is dropped.
bool SpecPath::session_has_an_end(const Guest& guest) {
  const spec::Client& client = guest.client;
  return client.life != Life::closed || client.running + client.dx + guest.work > 0;
}

}  // namespace interleave
