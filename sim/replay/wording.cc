#include "sim/replay/wording.h"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace interleave::sim {
namespace {

struct Phrase {
  Event event;
  std::string_view text;  // what a thread does: {0} is the object, {1} the value
};

// In the order of Event.
constexpr Phrase kPhrases[] = {
    {Event::none, "does nothing"},
    {Event::thread_started, "starts"},
    {Event::thread_ended, "ends"},
    {Event::join_begin, "waits for {0} to end"},
    {Event::join_end, "has joined {0}"},
    {Event::object_created, "makes {0}"},
    {Event::object_destroyed, "destroys {0}"},
    {Event::lock_requested, "asks for {0}"},
    {Event::lock_acquired, "has {0}"},
    {Event::lock_released, "releases {0}"},
    {Event::wait_begin, "waits for {0}"},
    {Event::wait_end, "is back from {0}"},
    {Event::notify_one, "notifies one waiter of {0}"},
    {Event::notify_all, "notifies all waiters of {0}"},
    {Event::poll_begin, "polls {0}"},
    {Event::poll_end, "is back from {0}, {1} ready"},
    {Event::poll_woken, "wakes {0}"},
    {Event::api_begin, "calls the API for {0}, call {1}"},
    {Event::api_end, "is back from the API for {0}, call {1}"},
    {Event::watch_removed, "removes {0}"},
    {Event::watch_freed, "frees {0}"},
    {Event::callback_begin, "calls back for {0}"},
    {Event::callback_end, "is back from the callback for {0}"},
    {Event::client_opened, "accepts {0}"},
    {Event::client_closed, "closes {0}"},
    {Event::client_reaped, "reaps {0}"},
    {Event::call_accepted, "has read call {1} of {0}"},
    {Event::call_queued, "queues call {1} of {0}"},
    {Event::call_taken, "takes call {1} of {0}"},
    {Event::call_answered, "answers call {1} of {0}"},
    {Event::call_refused, "refuses call {1} of {0}"},
    {Event::call_dropped, "drops call {1} of {0}"},
    {Event::reply_written, "has written the reply to call {1} of {0}"},
    {Event::job_queued, "queues a job of {0}"},
    {Event::job_done, "is done with a job of {0}"},
    {Event::stop_requested, "asks {0} to stop within {1} ns"},
    {Event::stopped, "has stopped {0}"},
    {Event::peer_opened, "{0} connects"},
    {Event::peer_closed, "{0} closes its end"},
    {Event::time_skipped, "time is moved by {1} ns although threads could run"},
    {Event::settled, "nothing can run, {1} clients are connected"},
    {Event::waiter_ready, "the condition for {0} holds"},
    {Event::stuck, "nothing will ever run again, {1} threads are left"},
    {Event::step_limit, "the run is cut after {1} steps"},
    {Event::finished, "the program has ended"},
};

constexpr bool phrases_are_in_order() {
  for (std::size_t i = 0; i < std::size(kPhrases); ++i) {
    if (kPhrases[i].event != static_cast<Event>(i)) return false;
  }
  return std::size(kPhrases) == static_cast<std::size_t>(Event::count_);
}
static_assert(phrases_are_in_order(), "each event has its phrase");

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
  const std::string_view phrase = kPhrases[static_cast<std::size_t>(record.event)].text;
  const std::string what = fmt::format(fmt::runtime(phrase), names(record.object), record.value);
  const bool world = record.thread == kNoObject;
  return fmt::format("{}{}{}{}", world ? "" : names(record.thread), world ? "" : " ", what,
                     outcome(record));
}

}  // namespace interleave::sim
