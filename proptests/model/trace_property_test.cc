// For every trace of a daemon without a bug no rule is broken; for every such trace with one of a
// list of mutations, one of the rules that the mutation deserves is.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "proptests/model/tiny_daemon.h"

namespace interleave::testing {
namespace {

// Small numbers from one drawn seed (SplitMix64): RapidCheck's own ranges would begin with traces
// in which next to nothing happens.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint32_t operator()(std::uint32_t options) {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = (state_ ^ (state_ >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return static_cast<std::uint32_t>((mixed ^ (mixed >> 31)) % options);
  }

 private:
  std::uint64_t state_;
};

Dice any_dice() {
  return Dice(*rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>()));
}

std::vector<Line> any_trace() {
  return TinyDaemon(any_dice()).run();
}

std::optional<Finding> read(RuleBook& book, const std::vector<Line>& lines) {
  book.begin_run();
  for (const Line& line : lines) {
    if (line.record.event == Event::object_created) {
      book.created(line.record, line.kind, line.name);
    } else {
      book.record(line.record);
    }
  }
  return book.finding();
}

// The places of an event in a trace.
std::vector<std::size_t> places(const std::vector<Line>& lines, Event event) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].record.event == event) found.push_back(i);
  }
  return found;
}

// A trace in which the event occurs, and a place of it.
struct Marked {
  std::vector<Line> lines;
  std::size_t at = 0;
};
Marked any_trace_with(Event event) {
  Dice dice = any_dice();
  while (true) {
    std::vector<Line> lines = TinyDaemon(std::ref(dice)).run();
    const std::vector<std::size_t> found = places(lines, event);
    if (found.empty()) continue;
    const std::size_t at = found[dice(static_cast<std::uint32_t>(found.size()))];
    return {std::move(lines), at};
  }
}

using Mutation = void (*)(std::vector<Line>& lines, std::size_t at);

void drop(std::vector<Line>& lines, std::size_t at) {
  lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
}

void repeat(std::vector<Line>& lines, std::size_t at) {
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), Line(lines[at]));
}

// Before the record at `at`, its thread does something else.
void insert(std::vector<Line>& lines, std::size_t at, Event event, ObjectId object,
            std::uint64_t value = 0) {
  Line line = lines[at];
  line.record.event = event;
  line.record.object = object;
  line.record.value = value;
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), line);
}

struct Mutant {
  std::string_view name;
  Event event;  // a record of which is mutated
  Mutation mutate;
  std::vector<std::string_view> rules;  // that may find it
};

// What GoogleTest prints for a parameter.
void PrintTo(const Mutant& mutant, std::ostream* out) {
  *out << mutant.name;
}

ObjectId first_of(const std::vector<Line>& lines, ObjectKind kind) {
  return std::ranges::find(lines, kind, &Line::kind)->record.object;
}

// A release is about to happen: its thread holds a lock of the model.
void call_api_before(std::vector<Line>& lines, std::size_t at) {
  insert(lines, at, Event::api_begin, kNoObject, 1);
}
void poll_before(std::vector<Line>& lines, std::size_t at) {
  insert(lines, at, Event::poll_begin, first_of(lines, ObjectKind::poller));
}
void request_again(std::vector<Line>& lines, std::size_t at) {
  insert(lines, at, Event::lock_requested, lines[at].record.object);
}
void end_before(std::vector<Line>& lines, std::size_t at) {
  insert(lines, at, Event::thread_ended, lines[at].record.thread);
}
void free_during(std::vector<Line>& lines, std::size_t at) {
  insert(lines, at, Event::watch_freed, lines[at].record.object);
}
void reap_before(std::vector<Line>& lines, std::size_t at) {
  insert(lines, at, Event::client_reaped, lines[at].record.object);
}
void another_thread(std::vector<Line>& lines, std::size_t at) {
  lines[at].record.thread = ObjectId{1};
}
void much_later(std::vector<Line>& lines, std::size_t at) {
  for (; at < lines.size(); ++at) lines[at].record.time += std::chrono::minutes(1);
}
void waiter_ready(std::vector<Line>& lines, std::size_t at) {
  insert(lines, at + 1, Event::waiter_ready, lines[at].record.object,
         static_cast<std::uint64_t>(lines[at].record.thread));
}

std::vector<Mutant> mutants() {
  return {
      {"a lock is not released",
       Event::lock_released,
       drop,
       {"deadlock", "lock-order", "mutex-misuse", "lock-across-blocking", "api-under-lock",
        "leak"}},
      {"a lock is released twice", Event::lock_released, repeat, {"mutex-misuse"}},
      {"a lock is released by another thread",
       Event::lock_released,
       another_thread,
       {"mutex-misuse"}},
      {"a lock is requested by its holder", Event::lock_released, request_again, {"deadlock"}},
      {"the API is called under a lock", Event::lock_released, call_api_before, {"api-under-lock"}},
      {"a thread polls under a lock", Event::lock_released, poll_before, {"lock-across-blocking"}},
      {"a thread ends with a lock", Event::lock_released, end_before, {"mutex-misuse"}},
      {"a waiter that could go on is not woken", Event::wait_begin, waiter_ready, {"lost-wakeup"}},
      {"a call is not queued", Event::call_queued, drop, {"lost-job"}},
      {"a call is queued twice", Event::call_queued, repeat, {"lost-job"}},
      {"a call is taken twice", Event::call_taken, repeat, {"lost-job"}},
      {"a call is not answered", Event::call_answered, drop, {"lost-job", "use-after-free"}},
      {"a call is answered twice", Event::call_answered, repeat, {"lost-job"}},
      {"a call is refused twice", Event::call_refused, repeat, {"lost-job"}},
      {"a call is dropped in silence", Event::call_dropped, drop, {"lost-job", "use-after-free"}},
      {"a reply is written twice", Event::reply_written, repeat, {"lost-job"}},
      {"a call is answered from inside the API", Event::api_end, drop, {"lost-job"}},
      {"a job is not done", Event::job_done, drop, {"use-after-free"}},
      {"a job is done twice", Event::job_done, repeat, {"lost-job"}},
      {"a client is destroyed under its call", Event::call_taken, reap_before, {"use-after-free"}},
      {"a client is never destroyed", Event::client_reaped, drop, {"leak"}},
      {"a client is destroyed twice", Event::client_reaped, repeat, {"use-after-free"}},
      {"a watch is freed twice", Event::watch_freed, repeat, {"use-after-free"}},
      {"a watch is never freed", Event::watch_freed, drop, {"leak"}},
      {"a watch is freed in its callback", Event::callback_end, free_during, {"use-after-free"}},
      {"a thread is not joined", Event::join_end, drop, {"leak"}},
      {"the daemon does not stop", Event::stopped, drop, {"bounded-shutdown"}},
      {"the daemon stops late", Event::stopped, much_later, {"bounded-shutdown"}},
      {"something is not destroyed", Event::object_destroyed, drop, {"leak", "mutex-misuse"}},
      {"a lock or another object is destroyed twice",
       Event::object_destroyed,
       repeat,
       {"mutex-misuse"}},
  };
}

RC_GTEST_PROP(Traces, OfADaemonWithoutABugBreakNoRule, ()) {
  RuleBook book;
  const std::vector<Line> lines = any_trace();
  const std::optional<Finding> found = read(book, lines);
  RC_ASSERT(!found);
}

RC_GTEST_PROP(Traces, ReadAfterABrokenRunAreJudgedAlike, ()) {
  const auto [lines, at] = any_trace_with(Event::lock_released);
  std::vector<Line> broken = lines;
  repeat(broken, at);
  RuleBook book;
  const std::optional<Finding> first = read(book, broken);
  RC_ASSERT(first.has_value());
  RC_ASSERT(!read(book, lines).has_value());
  const std::optional<Finding> again = read(book, broken);
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->what == first->what);
  RC_ASSERT(again->details == first->details);
  RC_ASSERT(again->step == first->step);
}

class Mutants : public ::testing::TestWithParam<Mutant> {};

// Some objects have no rule of their own for a second destruction (poller, server).
bool deserves(const Mutant& mutant, const std::vector<Line>& lines, std::size_t at) {
  if (mutant.event != Event::object_destroyed) return true;
  const ObjectId object = lines[at].record.object;
  const auto made = std::ranges::find_if(lines, [&](const Line& line) {
    return line.record.event == Event::object_created && line.record.object == object;
  });
  return made->kind == ObjectKind::mutex || made->kind == ObjectKind::condvar;
}

TEST_P(Mutants, AreFound) {
  RuleBook book;
  const Mutant& mutant = GetParam();
  const bool held = rc::check(std::string(mutant.name), [&] {
    auto [lines, at] = any_trace_with(mutant.event);
    RC_PRE(deserves(mutant, lines, at));
    mutant.mutate(lines, at);
    const std::optional<Finding> found = read(book, lines);
    if (!found) RC_FAIL("no rule was broken");
    const bool right = std::ranges::count(mutant.rules, std::string_view(found->rule)) > 0;
    if (!right) RC_FAIL(found->rule + ": " + found->what);
    RC_ASSERT(found->step > 0U);
  });
  EXPECT_TRUE(held);
}

INSTANTIATE_TEST_SUITE_P(All, Mutants, ::testing::ValuesIn(mutants()), [](const auto& test) {
  std::string name(test.param.name);
  std::ranges::replace(name, ' ', '_');
  return name;
});

}  // namespace
}  // namespace interleave::testing
