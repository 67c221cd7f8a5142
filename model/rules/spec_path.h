// Whether a trace is a path of the abstract specification.
#ifndef INTERLEAVE_MODEL_RULES_SPEC_PATH_H_
#define INTERLEAVE_MODEL_RULES_SPEC_PATH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/rules/monitor.h"
#include "model/rules/per_object.h"
#include "model/spec/actions.h"

namespace interleave {

// What the specification has a step for; a trace that is to be held against it keeps these, and
// tells of objects that are made.
inline constexpr EventSet kSpecSteps = {
    Event::thread_started, Event::thread_ended,  Event::join_begin,    Event::join_end,
    Event::lock_acquired,  Event::lock_released, Event::wait_begin,    Event::wait_end,
    Event::notify_one,     Event::notify_all,    Event::api_begin,     Event::api_end,
    Event::client_opened,  Event::client_closed, Event::client_reaped, Event::call_accepted,
    Event::call_queued,    Event::call_taken,    Event::call_answered, Event::call_refused,
    Event::call_dropped,   Event::reply_written, Event::job_queued,    Event::job_done,
    Event::stop_requested, Event::stopped};

// Reads a trace with the rows of model/spec's table: a record is a step of the specification, whose
// locks, conditions and effects are the row's, or stutters, when it is about nothing that the
// specification has (the loop's own lock, watches, polls, the API's locks).
//
// What the trace does not tell is taken to be what lets it go on: a worker that leaves the queue
// without a word may have a session to close; the loop, when it has had a client's locks and queued
// nothing, has taken its replies, and after a stop perhaps its calls. Of the condition, each of its
// two lanes is one of its own.
//
// The first record that is no step is remembered and told at the end of the run: a rule that it
// breaks has its say before, with a better story. Only traces of a daemon are read, which has a
// condition "urgent job".
class SpecPath final : public Monitor {
 public:
  SpecPath();

  [[nodiscard]] std::string_view rule() const override { return "not-of-the-spec"; }
  [[nodiscard]] std::string_view statement() const override {
    return "What the loop, the workers and the leader do is a path of the abstract specification "
           "(T3-T5, T7-T10, D1, D6, D8).";
  }
  [[nodiscard]] EventSet events() const override;
  void begin_run() override;
  [[nodiscard]] bool sleeps() const override { return !armed_; }
  std::optional<Finding> on(const Record& record, const RunState& state) override;

  // The records so far that were steps of the specification.
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

 private:
  using Act = spec::Act;
  using Place = spec::Place;
  enum class Role : std::uint8_t { other, worker, urgent_worker, loop, reload };

  struct Seat {
    spec::Thread thread;
    Role role = Role::other;
    ObjectId client = kNoObject;  // whom it works for, or whose lock it has
    std::uint64_t serial = 0;     // of its call, 0 of a job
    bool queued = false;          // has put something on dx since it got the client's lock
    bool looked = false;          // has left the queue without a word
    bool owes_signal = false;     // has promised one with the lock
    bool may_signal = false;      // the same, perhaps
    void reset() { *this = {}; }
    [[nodiscard]] bool works() const { return role == Role::worker || role == Role::urgent_worker; }
  };
  struct Guest {
    spec::Client client;
    std::uint32_t work = 0;  // jobs of the session that wait for a worker
    bool withdrawn = false;  // the loop may have taken its calls off dx
    void reset() { *this = {}; }
  };
  struct Owner {
    ObjectId client = kNoObject;
    void reset() { *this = {}; }
  };
  struct Lane {
    ObjectId condvar = kNoObject;
    std::uint32_t waiting = 0;
  };

  void meet(const Record& record, const RunState& state);
  void remember(const Record& record, const RunState& state);

  // Each says whether the record is a step.
  bool step(const Record& record, const RunState& state);
  bool about_lock(Seat& seat, const Record& record, const RunState& state);
  bool about_condition(Seat& seat, const Record& record);
  bool about_thread(Seat& seat, const Record& record);
  bool about_client(Seat& seat, const Record& record);
  bool about_call(Seat& seat, const Record& record, const RunState& state);
  bool about_job(Seat& seat, const Record& record);
  bool ends_call(Seat& seat, const Record& record, const RunState& state);
  bool take_server(Seat& seat);
  bool drop_server(Seat& seat);
  bool take_client(Seat& seat, ObjectId client);
  bool drop_client(Seat& seat);
  bool begin_wait(Seat& seat, Lane& lane, bool ordinary);
  bool begin_api(Seat& seat, const Record& record);
  bool queue_session(Seat& seat, Guest& guest);
  bool take_call(Seat& seat, Guest& guest, std::uint64_t serial);

  // Does what the row says; false where a worker does not stand there, where the row's locks are
  // not held, or others are, or where its conditions do not hold.
  bool apply(Act act, Seat& seat, Guest& guest);
  void loop_leaves(Seat& seat, Guest& guest);
  void take_work(Seat& seat, Guest& guest);
  void look_again(Seat& seat);
  void may_be_withdrawn(Guest& guest);
  void is_not_withdrawn(Guest& guest);
  void promise(Seat& seat);
  [[nodiscard]] static bool session_has_an_end(const Guest& guest);

  // Constant.
  const std::vector<spec::Action> rows_;
  const spec::Size size_;

  bool armed_ = false;
  bool loop_over_ = false;
  std::uint64_t steps_ = 0;
  std::uint32_t carriers_ = 0;  // workers that may have a session to close
  std::uint32_t doubtful_ = 0;  // threads that may have promised a signal
  std::uint32_t work_ = 0;      // jobs of sessions that wait for a worker
  spec::Shared shared_;
  spec::Thread nobody_;
  ObjectId server_mutex_ = kNoObject;
  ObjectId newest_client_ = kNoObject;
  Lane ordinary_;
  Lane urgent_;
  PerObject<Seat> seats_;
  PerObject<Guest> guests_;
  PerObject<Owner> owners_;  // of clients' locks
  std::optional<Finding> finding_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_SPEC_PATH_H_
