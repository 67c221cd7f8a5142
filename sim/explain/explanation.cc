#include "sim/explain/explanation.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "model/rules/wording.h"
#include "sim/explain/run_observer.h"
#include "sim/explain/verified_run.h"

namespace interleave::sim {
namespace {

// Whom a thread waits for; 0: nobody in particular.
std::uint32_t awaited(const ObservedRun& run, const RunState& state, ObjectId id) {
  const RunState::ThreadInfo& thread = state.thread(id);
  if (thread.blocked == Blocked::join) return run.number(thread.blocked_on);
  if (thread.blocked == Blocked::lock) return run.number(state.object(thread.blocked_on).owner);
  return 0;
}

std::string how_it_stands(const ObservedRun& run, const RunState& state, std::uint32_t number) {
  const ObservedThread& thread = run.threads[number];
  if (state.thread(thread.id).blocked != Blocked::no) return waits_text(state, thread.id);
  return run.names(thread.id) + " " +
         (number == run.breaker() ? "is where the rule is broken" : thread.about);
}

std::vector<Standing> standing_at_the_end(const ObservedRun& run) {
  StateWalk walk(run);
  walk.to(run.records.size());
  const RunState& state = walk.state();
  std::vector<Standing> all;
  for (std::uint32_t i = 1; i < run.threads.size(); ++i) {
    const ObjectId id = run.threads[i].id;
    const RunState::ThreadInfo& thread = state.thread(id);
    if (thread.ended) continue;
    Standing standing{.thread = i,
                      .waits = how_it_stands(run, state, i),
                      .held = {},
                      .awaits = awaited(run, state, id),
                      .stack = {}};
    for (const ObjectId held : thread.held) standing.held.push_back(state.name(held));
    all.push_back(std::move(standing));
  }
  return all;
}

// The last thing that is known of a thread: a record, or a point behind it.
struct LastStep {
  std::uint64_t record = 0;        // its step; 0: there is none
  std::size_t point = Row::kNone;  // position in ObservedRun::points
};

// By thread.
std::vector<LastStep> last_steps(const ObservedRun& run) {
  std::vector<LastStep> last(run.threads.size());
  for (const Record& record : run.records) last[run.number(record.thread)].record = record.step;
  for (std::size_t i = 0; i < run.points.size(); ++i) {
    LastStep& step = last[run.points[i].thread];
    if (run.points[i].record >= step.record) step.point = i;
  }
  return last;
}

// Makes the run once more for the stacks of the pair and of those that have not ended.
void add_stacks(RunObserver& observer, const std::optional<Exchange>& exchange, Symbols& symbols,
                Explanation& explanation) {
  const ObservedRun& run = explanation.run;
  const std::vector<LastStep> last = last_steps(run);
  std::map<std::uint64_t, RawStack> of_records;
  std::map<std::size_t, RawStack> of_points;
  const PassedPoint* const after = run.broken_after();
  const std::uint64_t broken = run.result.finding && !after ? run.result.finding->step : 0;
  Onlooker onlooker;
  onlooker.on_record = [&](const Record& record) {
    const std::uint32_t thread = run.number(record.thread);
    if (thread != 0 && (last[thread].record == record.step || record.step == broken)) {
      of_records[record.step] = capture_stack();
    }
  };
  onlooker.on_point = [&](std::size_t point, std::uint32_t thread) {
    const bool paired = exchange && (point == exchange->first || point == exchange->second);
    if (paired || last[thread].point == point) of_points[point] = capture_stack();
  };
  observer.observe(run.result.decisions, onlooker);
  for (Standing& standing : explanation.standing) {
    const LastStep& step = last[standing.thread];
    standing.stack =
        symbols.frames(step.point != Row::kNone ? of_points[step.point] : of_records[step.record]);
  }
  explanation.broken_at =
      symbols.frames(after ? of_points[run.points.size() - 1] : of_records[broken]);
  if (!explanation.pair) return;
  explanation.pair->first.stack = symbols.frames(of_points[exchange->first]);
  if (exchange->second != Exchange::kNone) {
    explanation.pair->second.stack = symbols.frames(of_points[exchange->second]);
  }
}

PairStep passed_step(const Explanation& explanation, std::size_t point) {
  const ObservedRun& run = explanation.run;
  const PassedPoint& passed = run.points[point];
  return {.row = explanation.rows.of_point[point],
          .thread = passed.thread,
          .words = fmt::format("{} {}", run.names(run.threads[passed.thread].id),
                               words(passed.operation, run)),
          .stack = {}};
}

// A step that the run did not come to: what it looks like after the exchange.
PairStep missing_step(RunObserver& observer, const Explanation& explanation,
                      const Exchange& exchange, const PendingOperation& second, Symbols& symbols) {
  RawStack stack;
  FlipStrategy strategy(explanation.run, exchange,
                        [&stack](std::uint32_t) { stack = capture_stack(); });
  observer.run(strategy);
  const ObservedRun& run = explanation.run;
  return {
      .row = Row::kNone,
      .thread = exchange.thread,
      .words = fmt::format("{} {}", run.names(run.threads[exchange.thread].id), words(second, run)),
      .stack = symbols.frames(stack)};
}

void add_pair(RunObserver& observer, Symbols& symbols, const ExplainRequest& request,
              Explanation& explanation) {
  FlipResult flip;
  if (explanation.run.result.finding) {
    flip = find_flip(observer, explanation.run, explanation.involved, request.bounds);
  }
  explanation.reruns = flip.reruns;
  explanation.search_complete = flip.complete;
  if (flip.exchange) {
    const Exchange& exchange = *flip.exchange;
    explanation.pair =
        FlippedPair{passed_step(explanation, exchange.first),
                    exchange.second == Exchange::kNone
                        ? missing_step(observer, explanation, exchange, flip.second, symbols)
                        : passed_step(explanation, exchange.second)};
  }
  add_stacks(observer, flip.exchange, symbols, explanation);
}

}  // namespace

std::size_t Explanation::finding_row() const {
  if (!run.result.finding || rows.rows.empty()) return Row::kNone;
  const std::uint64_t step = run.result.finding->step;
  const bool known = step >= 1 && step <= rows.of_record.size() && !run.broken_after();
  return known ? rows.of_record[step - 1] : rows.rows.size() - 1;
}

std::variant<Explanation, Divergence, std::string> explain(const Scenario& scenario,
                                                           const Recording& recording,
                                                           const ExplainRequest& request) {
  auto verified = verified_run(scenario, recording, request.on_crash);
  if (auto* error = std::get_if<std::string>(&verified)) return std::move(*error);
  if (auto* divergence = std::get_if<Divergence>(&verified)) return std::move(*divergence);
  auto& [observer, run] = std::get<VerifiedRun>(verified);
  Rows rows = make_rows(run);
  Involved involved = involved_in_finding(run);
  std::vector<Standing> standing = standing_at_the_end(run);
  Explanation explanation{.run = std::move(run),
                          .rows = std::move(rows),
                          .involved = std::move(involved),
                          .pair = {},
                          .standing = std::move(standing),
                          .broken_at = {}};
  Symbols symbols;
  add_pair(*observer, symbols, request, explanation);
  return explanation;
}

}  // namespace interleave::sim
