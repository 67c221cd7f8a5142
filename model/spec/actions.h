// The actions of the abstract specification: one row for each step that a thread can take.
#ifndef INTERLEAVE_MODEL_SPEC_ACTIONS_H_
#define INTERLEAVE_MODEL_SPEC_ACTIONS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/spec/state.h"

namespace interleave::spec {

// In the order of the table.
enum class Act : std::uint8_t {
  // Worker.
  look,
  choose,
  take,
  go_call,
  go_call_pass,
  take_session,
  go_session,
  go_session_pass,
  pass_on,
  call_api,
  return_api,
  report,
  answer_lock,
  answer,
  ask,
  ask_again,
  give_up,
  close_late,
  leave_late,
  session_done,
  session_done_again,
  unlock,
  unlock_signal,
  signal_late,
  unlock_told,
  wake_loop,
  wait,
  woken,
  spurious,
  lock_again,
  leave_quit,
  leave_idle,
  // Loop.
  accept,
  read,
  submit,
  submit_lock,
  queue,
  submit_unlock,
  submit_end,
  submit_signal,
  signal,
  grow,
  grown,
  hang_up,
  finish_client,
  close_lock,
  withdraw_lock,
  withdraw,
  close_session,
  still_running,
  close_unlock,
  close_unlock_signal,
  close_signal,
  drop,
  write,
  control,
  flush,
  flush_lock,
  collect,
  flush_end,
  reap_lock,
  reap,
  reap_end,
  destroy,
  destroyed,
  join_idle,
  serve_on,
  begin_drain,
  drained_out,
  still_draining,
  refuse_lock,
  refuse_client,
  refuse_withdraw,
  refuse,
  all_refused,
  drain_end,
  drain_on,
  end_lock,
  quit,
  join,
  over,
  // Leader.
  stop,
  stop_set,
  stop_unlock,
  stop_wake,
  stopped,
  // Peer.
  vanish,
  count_,
};

enum class Who : std::uint8_t { worker, loop, leader, peer };
// Which locks the thread holds, exactly.
enum class Locks : std::uint8_t { any, none, server, both };
// Which client an action is about: any of them, the one the thread has chosen, or none in
// particular. `worker`: any worker.
enum class Choice : std::uint8_t { own, client, worker };
// A fair action does not stay possible for ever without being taken. A chance may never come.
enum class Kind : std::uint8_t {
  fair,
  chance,
  alone,  // fair, and touches nothing that others touch: see explorer.h
};

// A row. An action is possible where its thread stands at `from` and `when` holds. What must hold
// whenever it is done are `locks` and `must`: if not, `rule` is broken.
struct Action {
  std::string_view name;
  Who who;
  Place from;
  Place to;
  Choice choice;
  Kind kind;
  Locks locks;
  std::string_view rule;
  bool (*when)(const View&);
  bool (*must)(const View&);
  void (*effect)(View&);
};

// The table.
std::vector<Action> all_actions();

// Whether a thread holds these locks, and no other.
bool holds(const Thread& thread, Locks locks);

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_ACTIONS_H_
