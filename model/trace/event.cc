#include "model/trace/event.h"

#include <array>
#include <cstddef>

namespace interleave {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Event::count_)> kEventNames = {
    "none",           "thread_started",   "thread_ended",   "join_begin",    "join_end",
    "object_created", "object_destroyed", "lock_requested", "lock_acquired", "lock_released",
    "wait_begin",     "wait_end",         "notify_one",     "notify_all",    "poll_begin",
    "poll_end",       "poll_woken",       "api_begin",      "api_end",       "watch_removed",
    "watch_freed",    "callback_begin",   "callback_end",   "client_opened", "client_closed",
    "client_reaped",  "call_accepted",    "call_queued",    "call_taken",    "call_answered",
    "call_refused",   "call_dropped",     "reply_written",  "job_queued",    "job_done",
    "stop_requested", "stopped",          "peer_opened",    "peer_closed",   "time_skipped",
    "settled",        "waiter_ready",     "stuck",          "step_limit",    "finished"};
static_assert(!kEventNames.back().empty(), "an event has no name");

constexpr std::array<std::string_view, static_cast<std::size_t>(ObjectKind::count_)> kKindNames = {
    "none",  "mutex",  "condvar", "thread", "poller",   "listener", "stream",
    "watch", "client", "peer",    "server", "variable", "file"};
static_assert(!kKindNames.back().empty(), "a kind of object has no name");

}  // namespace

std::string_view to_string(Event event) {
  return kEventNames[static_cast<std::size_t>(event)];
}

std::string_view to_string(ObjectKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

}  // namespace interleave
