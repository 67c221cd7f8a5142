// Traces of the real objects are paths of the specification; what is changed in them is not.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "model/rules/rule_book.h"
#include "model/rules/spec_path.h"
#include "proptests/scenarios/catalogue.h"
#include "sim/engine/faults.h"
#include "sim/engine/simulation.h"
#include "sim/strategies/random_walk.h"

namespace interleave::proptests {
namespace {

struct Line {
  Record record;
  ObjectKind kind = ObjectKind::none;
  Name name;
};
using Tape = std::vector<Line>;

// Keeps every record of a run.
class Recorder final : public Monitor {
 public:
  explicit Recorder(Tape& tape) : tape_(tape) {}
  [[nodiscard]] std::string_view rule() const override { return "recorder"; }
  [[nodiscard]] std::string_view statement() const override { return "Nothing."; }
  [[nodiscard]] EventSet events() const override { return SpecPath().events(); }
  std::optional<Finding> on(const Record& record, const RunState& state) override {
    tape_.push_back({record, state.object(record.object).kind, state.object(record.object).name});
    return std::nullopt;
  }

 private:
  Tape& tape_;
};

Tape record(std::string_view scenario, std::uint64_t seed) {
  Tape tape;
  std::vector<std::unique_ptr<Monitor>> monitors;
  monitors.push_back(std::make_unique<Recorder>(tape));
  sim::Simulation simulation(std::move(monitors));
  sim::RandomWalk strategy;
  sim::RunOptions options;
  options.faults = sim::Faults::swarm(seed);
  const auto made = make_scenario(scenario, {});
  EXPECT_FALSE(simulation.run(*made, strategy, seed, options).finding) << scenario << " " << seed;
  return tape;
}

// What the specification says of a tape; empty when it is a path of it.
std::string refusal(const Tape& tape) {
  std::vector<std::unique_ptr<Monitor>> monitors;
  monitors.push_back(std::make_unique<SpecPath>());
  RuleBook book(std::move(monitors));
  book.begin_run();
  for (const Line& line : tape) {
    if (line.record.event == Event::object_created) {
      book.created(line.record, line.kind, line.name);
    } else {
      book.record(line.record);
    }
  }
  return book.finding() ? book.finding()->what : "";
}

// SplitMix64.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t operator()(std::size_t options) {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t mixed = (state_ ^ (state_ >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    return static_cast<std::size_t>((mixed ^ (mixed >> 31)) % options);
  }

 private:
  std::uint64_t state_;
};

bool is_model_lock(const Line& line) {
  return line.kind == ObjectKind::mutex && (std::string_view(line.name.base) == "server" ||
                                            std::string_view(line.name.base) == "client");
}

bool is_job_condition(const Line& line) {
  return line.kind == ObjectKind::condvar &&
         std::string_view(line.name.base).find("job") != std::string_view::npos;
}

// Whether the specification must miss the record, and must not see it twice. Left out are signals,
// of which more than needed are allowed, and replies that are not written before their client's
// end.
bool matters(const Line& line) {
  switch (line.record.event) {
    case Event::lock_acquired:
    case Event::lock_released:
      return is_model_lock(line);
    case Event::wait_begin:
    case Event::wait_end:
      return is_job_condition(line);
    case Event::api_begin:
    case Event::api_end:
    case Event::client_opened:
    case Event::client_closed:
    case Event::client_reaped:
    case Event::call_accepted:
    case Event::call_queued:
    case Event::call_taken:
    case Event::call_answered:
    case Event::job_done:
      return true;
    default:
      return false;
  }
}

std::size_t any_place(const Tape& tape, Dice& dice) {
  for (;;) {
    const std::size_t at = dice(tape.size());
    if (matters(tape[at])) return at;
  }
}

// The next record of the same thread that matters, or the end.
std::size_t next_of_thread(const Tape& tape, std::size_t at) {
  const auto same = [&](const Line& line) {
    return line.record.thread == tape[at].record.thread && matters(line);
  };
  const auto next = tape.begin() + static_cast<std::ptrdiff_t>(at) + 1;
  return static_cast<std::size_t>(std::find_if(next, tape.end(), same) - tape.begin());
}

enum class Change : std::uint8_t { drop, twice, swap, wrong_client, wrong_serial };

bool change(Tape& tape, Change how, Dice& dice) {
  const std::size_t at = any_place(tape, dice);
  Record& record = tape[at].record;
  const Event event = record.event;
  const auto place = tape.begin() + static_cast<std::ptrdiff_t>(at);
  switch (how) {
    case Change::drop:
      tape.erase(place);
      return true;
    case Change::twice:
      tape.insert(place, Line(tape[at]));
      // A serial may be used by two calls at a time.
      return event != Event::call_accepted;
    case Change::swap: {
      const std::size_t next = next_of_thread(tape, at);
      if (next == tape.size() || tape[next].record.event == event) return false;
      std::swap(tape[at], tape[next]);
      // Two calls are read, or clients come, in one turn of the loop: their order is nobody's.
      return next - at < 12 && tape[next].record.event != Event::call_accepted &&
             tape[at].record.event != Event::call_accepted;
    }
    case Change::wrong_client:
      if (tape[at].kind != ObjectKind::client) return false;
      record.object = ObjectId{1};
      return true;
    case Change::wrong_serial:
      if (event != Event::call_queued && event != Event::call_taken &&
          event != Event::call_answered && event != Event::api_begin) {
        return false;
      }
      record.value += 1000;
      return true;
  }
  return false;
}

constexpr std::string_view kScenarios[] = {"calls",       "throttle",      "vanish", "stop",
                                           "stop-queued", "vanish-queued", "urgent", "pool",
                                           "streams",     "events"};

TEST(SpecPath, TracesOfTheRealObjectsAreItsPaths) {
  std::size_t records = 0;
  for (const std::string_view scenario : kScenarios) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const Tape tape = record(scenario, seed);
      records += tape.size();
      EXPECT_EQ(refusal(tape), "") << scenario << " " << seed;
    }
  }
  EXPECT_GT(records, 20'000U);
}

TEST(SpecPath, TwoHundredChangedTracesAreNone) {
  constexpr Change kChanges[] = {Change::drop, Change::twice, Change::swap, Change::wrong_client,
                                 Change::wrong_serial};
  Dice dice(20);
  std::uint32_t changed = 0;
  for (std::uint64_t seed = 1; changed < 200; ++seed) {
    const std::string_view scenario = kScenarios[dice(std::size(kScenarios))];
    const Tape tape = record(scenario, seed);
    for (const Change how : kChanges) {
      Tape other = tape;
      if (!change(other, how, dice)) continue;
      ++changed;
      EXPECT_NE(refusal(other), "")
          << scenario << " " << seed << ", change " << static_cast<int>(how);
    }
  }
  EXPECT_GE(changed, 200U);
}

// T7: the loop has put a call on dx while somebody waited, and does not signal.
TEST(SpecPath, ASignalThatIsPromisedIsMissed) {
  const Tape tape = record("calls", 1);
  std::size_t at = 1;
  const auto is_signal = [&](const Line& line) {
    return line.record.event == Event::notify_one && is_job_condition(line);
  };
  while (at < tape.size() && !is_signal(tape[at])) ++at;
  ASSERT_LT(at, tape.size());
  Tape other = tape;
  other.erase(other.begin() + static_cast<std::ptrdiff_t>(at));
  EXPECT_NE(refusal(other), "");
}

// A run that is cut short is told about as well.
TEST(SpecPath, TellsAtTheEndWhereverThatIs) {
  Tape tape = record("calls", 1);
  const auto opened = std::ranges::find_if(
      tape, [](const Line& line) { return line.record.event == Event::client_opened; });
  ASSERT_NE(opened, tape.end());
  tape.erase(opened);
  for (const Event end : {Event::stuck, Event::step_limit, Event::finished}) {
    tape.back().record.event = end;
    EXPECT_NE(refusal(tape), "") << to_string(end);
  }
}

}  // namespace
}  // namespace interleave::proptests
