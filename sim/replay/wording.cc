#include "sim/replay/wording.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

namespace interleave::sim {
namespace {

// What a thread does: {0} is the object, {1} the value.
constexpr std::string_view phrase_of(Event event) {
  switch (event) {
    case Event::none:
      return "does nothing";
    case Event::thread_started:
      return "starts";
    case Event::thread_ended:
      return "ends";
    case Event::join_begin:
      return "waits for {0} to end";
    case Event::join_end:
      return "has joined {0}";
    case Event::object_created:
      return "makes {0}";
    case Event::object_destroyed:
      return "destroys {0}";
    case Event::lock_requested:
      return "asks for {0}";
    case Event::lock_acquired:
      return "has {0}";
    case Event::lock_released:
      return "releases {0}";
    case Event::wait_begin:
      return "waits for {0}";
    case Event::wait_end:
      return "is back from {0}";
    case Event::notify_one:
      return "notifies one waiter of {0}";
    case Event::notify_all:
      return "notifies all waiters of {0}";
    case Event::poll_begin:
      return "polls {0}";
    case Event::poll_end:
      return "is back from {0}, {1} ready";
    case Event::poll_woken:
      return "wakes {0}";
    case Event::api_begin:
      return "calls the API for {0}, call {1}";
    case Event::api_end:
      return "is back from the API for {0}, call {1}";
    case Event::watch_removed:
      return "removes {0}";
    case Event::watch_freed:
      return "frees {0}";
    case Event::callback_begin:
      return "calls back for {0}";
    case Event::callback_end:
      return "is back from the callback for {0}";
    case Event::client_opened:
      return "accepts {0}";
    case Event::client_closed:
      return "closes {0}";
    case Event::client_reaped:
      return "reaps {0}";
    case Event::call_accepted:
      return "has read call {1} of {0}";
    case Event::call_queued:
      return "queues call {1} of {0}";
    case Event::call_taken:
      return "takes call {1} of {0}";
    case Event::call_answered:
      return "answers call {1} of {0}";
    case Event::call_refused:
      return "refuses call {1} of {0}";
    case Event::call_dropped:
      return "drops call {1} of {0}";
    case Event::reply_written:
      return "has written the reply to call {1} of {0}";
    case Event::job_queued:
      return "queues a job of {0}";
    case Event::job_done:
      return "is done with a job of {0}";
    case Event::stop_requested:
      return "asks {0} to stop within {1} ns";
    case Event::stopped:
      return "has stopped {0}";
    case Event::peer_opened:
      return "{0} connects";
    case Event::peer_closed:
      return "{0} closes its end";
    case Event::time_skipped:
      return "nothing can run, {1} clients are connected";
    case Event::settled:
      return "the condition for {0} holds";
    case Event::waiter_ready:
      return "nothing will ever run again, {1} threads are left";
    case Event::stuck:
      return "the run is cut after {1} steps";
    case Event::step_limit:
      return "the program has ended";
    case Event::finished:
      return "an event has no phrase";
    case Event::count_:
      break;
  }
  return "does what has no name";
}

// What the value adds where the phrase cannot say it.
std::string_view outcome(const Record& record) {
  switch (record.event) {
    case Event::wait_begin:
    case Event::poll_begin:
      return record.value == 1 ? ", with a deadline" : "";
    case Event::wait_end:
      return record.value == 0 ? ", the deadline has come" : "";
    case Event::stopped:
      return record.value == 0 ? ", drained" : ", by force";
    default:
      return "";
  }
}

}  // namespace

ObjectNames::ObjectNames(const Simulation& simulation) {
  names_.emplace_back("the world");
  for (std::uint32_t id = 1;; ++id) {
    std::string name = simulation.object_name(ObjectId{id});
    if (name.empty()) break;
    names_.push_back(std::move(name));
  }
}

std::string ObjectNames::operator()(ObjectId id) const {
  const auto index = static_cast<std::size_t>(id);
  return index < names_.size() ? names_[index] : fmt::format("object {}", index);
}

std::string in_words(const Record& record, const ObjectNames& names) {
  const std::string what =
      fmt::format(fmt::runtime(phrase_of(record.event)), names(record.object), record.value);
  return fmt::format("{}{}{}{}", record.thread == kNoObject ? "" : names(record.thread),
                     record.thread == kNoObject ? "" : " ", what, outcome(record));
}

}  // namespace interleave::sim
