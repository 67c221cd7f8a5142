#include "model/rules/spec_path.h"

#include <limits>

#include "model/rules/wording.h"
#include "model/spec/effects.h"

namespace interleave {
namespace {

using spec::Life;
using spec::Locks;

// A daemon of any size: bounds are the other rules' business.
constexpr spec::Size any_size() {
  constexpr std::uint32_t kAny = std::numeric_limits<std::uint32_t>::max();
  return {.min_workers = 1,
          .max_workers = kAny,
          .clients = kAny,
          .calls = 0,
          .slots = kAny,
          .parked = kAny};
}

std::size_t index(spec::Act act) {
  return static_cast<std::size_t>(act);
}

}  // namespace

SpecPath::SpecPath() : rows_(spec::all_actions()), size_(any_size()) {}

EventSet SpecPath::events() const {
  return kSpecSteps | EventSet{Event::object_created, Event::poll_begin, Event::stuck,
                               Event::step_limit, Event::finished};
}

void SpecPath::begin_run() {
  armed_ = loop_over_ = false;
  steps_ = work_ = carriers_ = doubtful_ = 0;
  shared_ = {};
  server_mutex_ = newest_client_ = kNoObject;
  ordinary_ = urgent_ = {};
  seats_.begin_run();
  guests_.begin_run();
  owners_.begin_run();
  finding_.reset();
}

std::optional<Finding> SpecPath::on(const Record& record, const RunState& state) {
  switch (record.event) {
    case Event::object_created:
      meet(record, state);
      return std::nullopt;
    case Event::finished:
    case Event::stuck:
    case Event::step_limit:
      return std::move(finding_);
    default:
      break;
  }
  if (!armed_ || finding_) return std::nullopt;
  if (!step(record, state)) remember(record, state);
  return std::nullopt;
}

IL_COLD void SpecPath::remember(const Record& record, const RunState& state) {
  const Seat& seat = seats_[record.thread];
  std::string what = at_step(record.step) + ", " + std::string(to_string(record.event)) + " of " +
                     state.name(record.object) + " by " + state.name(record.thread) +
                     ", is no step of the specification";
  std::vector<std::string> details{holds_text(state, record.thread)};
  if (seat.owes_signal) details.push_back("it has to signal the job condition next");
  finding_ = finding(std::move(what), std::move(details));
  finding_->step = record.step;
}

// Objects are known by their kind, and where that does not tell, by their name.
void SpecPath::meet(const Record& record, const RunState& state) {
  const RunState::Object& object = state.object(record.object);
  const std::string_view name = object.name.base == nullptr ? "" : object.name.base;
  switch (object.kind) {
    case ObjectKind::mutex:
      if (state.rank(record.object) == Rank::server) server_mutex_ = record.object;
      // A client makes its lock as the next thing.
      if (state.rank(record.object) == Rank::client) owners_[record.object].client = newest_client_;
      break;
    case ObjectKind::condvar:
      if (name == "job") ordinary_.condvar = record.object;
      if (name == "urgent job") urgent_.condvar = record.object;
      armed_ = armed_ || name == "urgent job";
      break;
    case ObjectKind::thread:
      if (name == "worker") seats_[record.object].role = Role::worker;
      if (name == "prio-worker") seats_[record.object].role = Role::urgent_worker;
      if (name == "reload") seats_[record.object].role = Role::reload;
      if (name == "loop") seats_[record.object].role = Role::loop;
      break;
    case ObjectKind::client:
      newest_client_ = record.object;
      break;
    default:
      break;
  }
}

bool SpecPath::step(const Record& record, const RunState& state) {
  Seat& seat = seats_[record.thread];
  if (seat.may_signal) --doubtful_;
  seat.may_signal = false;
  // T7: a signal that was promised with the lock is given as the next thing.
  if (seat.owes_signal && record.event != Event::notify_one) return false;
  switch (record.event) {
    case Event::lock_acquired:
    case Event::lock_released:
      return about_lock(seat, record, state);
    case Event::wait_begin:
    case Event::wait_end:
    case Event::notify_one:
    case Event::notify_all:
      return about_condition(seat, record);
    case Event::thread_started:
    case Event::thread_ended:
    case Event::join_begin:
    case Event::join_end:
    case Event::poll_begin:
    case Event::stop_requested:
    case Event::stopped:
      return about_thread(seat, record);
    case Event::client_opened:
    case Event::client_closed:
    case Event::client_reaped:
      return about_client(seat, record);
    case Event::job_queued:
    case Event::job_done:
      return about_job(seat, record);
    case Event::call_dropped:
    case Event::call_refused:
      return ends_call(seat, record, state);
    default:
      return about_call(seat, record, state);
  }
}

bool SpecPath::apply(Act act, Seat& seat, Guest& guest) {
  const spec::Action& row = rows_[index(act)];
  spec::View view{shared_, seat.thread, guest.client, nobody_, size_};
  if (seat.works() && seat.thread.place != row.from) return false;
  if (!holds(seat.thread, row.locks) || !row.must(view)) return false;
  row.effect(view);
  if (seat.works()) seat.thread.place = row.to;
  ++steps_;
  return true;
}

bool SpecPath::about_lock(Seat& seat, const Record& record, const RunState& state) {
  const bool acquired = record.event == Event::lock_acquired;
  if (record.object == server_mutex_) return acquired ? take_server(seat) : drop_server(seat);
  if (state.rank(record.object) != Rank::client) return true;
  const ObjectId client = owners_[record.object].client;
  if (acquired) return take_client(seat, client);
  return seat.client == client && drop_client(seat);
}

bool SpecPath::take_server(Seat& seat) {
  if (shared_.locked) return false;
  if (!seat.works()) return apply(Act::close_lock, seat, guests_[seat.client]);
  const bool reports = seat.thread.place == Place::w_back;
  if (!reports) look_again(seat);
  return apply(reports ? Act::report : Act::look, seat, guests_[seat.client]);
}

bool SpecPath::take_client(Seat& seat, ObjectId client) {
  Guest& guest = guests_[client];
  if (guest.client.locked) return false;
  seat.queued = false;
  if (!seat.works()) {
    seat.client = client;
    return apply(Act::submit_lock, seat, guest);
  }
  if (seat.thread.place != Place::w_look) {
    return seat.client == client && apply(Act::answer_lock, seat, guest);
  }
  seat.client = client;
  return apply(Act::choose, seat, guest);
}

bool SpecPath::drop_client(Seat& seat) {
  if (!seat.thread.client_lock) return false;
  Guest& guest = guests_[seat.client];
  spec::View view{shared_, seat.thread, guest.client, nobody_, size_};
  spec::effects::unlock_client(view);
  ++steps_;
  switch (seat.thread.place) {
    case Place::w_take:
      // What it has taken is told next.
      return true;
    case Place::w_asks:
      seat.thread.place = Place::w_unlock;
      return true;
    default:
      break;
  }
  if (seat.works()) return false;
  loop_leaves(seat, guest);
  return true;
}

// What the loop may have done with a client's locks and without a word.
void SpecPath::loop_leaves(Seat& seat, Guest& guest) {
  spec::Client& client = guest.client;
  spec::View view{shared_, seat.thread, client, nobody_, size_};
  if (client.life == Life::ending) {
    is_not_withdrawn(guest);
    spec::effects::withdraw_all(view);
  } else if (!seat.queued) {
    spec::effects::collect_replies(view);
    if (shared_.stop) may_be_withdrawn(guest);
  }
}

bool SpecPath::drop_server(Seat& seat) {
  if (!seat.thread.server || seat.thread.client_lock) return false;
  if (seat.client != kNoObject && !session_has_an_end(guests_[seat.client])) return false;
  spec::View view{shared_, seat.thread, guests_[seat.client].client, nobody_, size_};
  if (seat.works()) {
    switch (seat.thread.place) {
      case Place::w_look:
        seat.thread.place = Place::w_free;
        seat.looked = true;
        ++carriers_;
        break;
      case Place::w_take:
        // Nothing was told: it is work of the session, which has no name.
        if (guests_[seat.client].work == 0) return false;
        take_work(seat, guests_[seat.client]);
        seat.thread.place = Place::w_begin;
        break;
      case Place::w_took:
        seat.thread.place = Place::w_begin;
        break;
      case Place::w_unlock:
      case Place::w_last:
        seat.thread.place = Place::w_free;
        break;
      case Place::w_told:
        seat.thread.place = Place::w_free;
        break;
      default:
        return false;
    }
  }
  spec::effects::unlock_server(view);
  promise(seat);
  ++steps_;
  return true;
}

// T7: whoever drops the lock while somebody waits and there is work promises a signal, unless one
// is on its way. In doubt whether there is work (a worker may have taken it without a word; the
// loop may have asked whether workers are alive) its next record tells, and nothing is demanded
// meanwhile.
void SpecPath::promise(Seat& seat) {
  if (ordinary_.waiting == 0 || shared_.promised) return;
  const std::uint32_t calls = shared_.calls + work_;
  const bool certain = doubtful_ == 0 && (calls > 0 || shared_.sessions > carriers_);
  if (certain) {
    seat.owes_signal = shared_.promised = true;
  } else if (calls + shared_.sessions > 0 || seat.role == Role::loop) {
    seat.may_signal = true;
    ++doubtful_;
  }
}

bool SpecPath::about_condition(Seat& seat, const Record& record) {
  const bool ordinary = record.object == ordinary_.condvar;
  if (!ordinary && record.object != urgent_.condvar) return true;
  Lane& lane = ordinary ? ordinary_ : urgent_;
  ++steps_;
  switch (record.event) {
    case Event::wait_begin:
      return begin_wait(seat, lane, ordinary);
    case Event::wait_end:
      if (seat.thread.place != Place::w_wait || shared_.locked) return false;
      --lane.waiting;
      if (ordinary) shared_.promised = false;
      seat.thread.place = Place::w_look;
      seat.thread.server = shared_.locked = true;
      return true;
    case Event::notify_all:
      // The end, which workers are told by this alone; or limits have changed.
      if (!holds(seat.thread, Locks::server)) return false;
      shared_.quit = shared_.quit || seat.role != Role::reload;
      return true;
    default:
      break;
  }
  if (!holds(seat.thread, Locks::none)) return false;
  if (ordinary) {
    seat.owes_signal = false;
    shared_.promised = true;
  }
  return true;
}

bool SpecPath::begin_wait(Seat& seat, Lane& lane, bool ordinary) {
  if (seat.thread.place != Place::w_look || !holds(seat.thread, Locks::server)) return false;
  if (shared_.quit || shared_.sessions > carriers_) return false;
  if (ordinary && shared_.calls + work_ > 0) return false;
  ++lane.waiting;
  seat.thread.place = Place::w_wait;
  seat.thread.server = shared_.locked = false;
  return true;
}

bool SpecPath::about_thread(Seat& seat, const Record& record) {
  ++steps_;
  switch (record.event) {
    case Event::thread_started:
      if (!seat.works()) return true;
      if (seat.thread.place != Place::w_absent) return false;
      seat.thread.place = Place::w_free;
      ++shared_.workers;
      return true;
    case Event::thread_ended:
      if (seat.role == Role::loop) loop_over_ = true;
      if (!holds(seat.thread, Locks::none)) return false;
      if (!seat.works()) return true;
      if (seat.thread.place != Place::w_free) return false;
      look_again(seat);
      seat.thread.place = Place::w_ended;
      return true;
    case Event::join_end: {
      Seat& other = seats_[record.object];
      if (!other.works()) return true;
      if (other.thread.place != Place::w_ended) return false;
      other.thread.place = Place::w_joined;
      --shared_.workers;
      return true;
    }
    case Event::stop_requested:
      return apply(Act::stop_set, seat, guests_[kNoObject]);
    case Event::stopped:
      return record.value != 0 || (shared_.workers == 0 && shared_.clients == 0 && loop_over_);
    default:
      break;
  }
  return holds(seat.thread, Locks::none);
}

bool SpecPath::about_client(Seat& seat, const Record& record) {
  Guest& guest = guests_[record.object];
  spec::Client& client = guest.client;
  // A forced end leaves clients to the leader.
  if (loop_over_) return record.event == Event::client_reaped && holds(seat.thread, Locks::none);
  if (seat.role != Role::loop) return false;
  switch (record.event) {
    case Event::client_opened:
      return client.life == Life::absent && apply(Act::accept, seat, guest);
    case Event::client_closed:
      return apply(Act::hang_up, seat, guest);
    default:
      break;
  }
  if (client.life != Life::reapable || guest.work + client.running > 0) return false;
  // Off the list it was taken before, with the lock.
  spec::View view{shared_, seat.thread, client, nobody_, size_};
  spec::effects::doom(view);
  return apply(Act::destroy, seat, guest);
}

}  // namespace interleave
