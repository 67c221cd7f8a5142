#include "sim/explain/explanation_json.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include "sim/explain/spans.h"
#include "sim/json/json.h"

namespace interleave::sim {
namespace {

std::uint64_t whole(std::size_t number) {
  return number;
}

void add_head(const Explanation& explanation, const Recording& recording, JsonWriter& json) {
  json.member("scenario", recording.scenario);
  json.member("parameters", recording.parameters);
  json.member("strategy", recording.strategy);
  json.member("seed", fmt::format("{:#x}", recording.seed));
  json.member("hash", fmt::format("{:#018x}", recording.hash));
  const std::optional<Finding>& finding = explanation.run.result.finding;
  json.member("rule", finding ? finding->rule : std::string());
  json.member("what", finding ? finding->what : std::string());
  json.key("details").open_array();
  if (finding) {
    for (const std::string& detail : finding->details) json.value(detail);
  }
  json.close();
}

// The index, or null for none.
void add_index(std::string_view name, std::size_t index, JsonWriter& json) {
  json.key(name);
  if (index == Row::kNone) {
    json.null();
  } else {
    json.value(whole(index));
  }
}

void add_threads(const ObservedRun& run, JsonWriter& json) {
  json.key("threads").open_array();
  for (const ObservedThread& thread : run.threads) {
    json.open_object();
    json.member("name", run.names(thread.id));
    json.member("path", thread.path);
    json.close();
  }
  json.close();
}

void add_step(const Row& row, const ObservedRun& run, JsonWriter& json) {
  json.open_object();
  json.member("step", row.number.text());
  json.member("thread", std::uint64_t{row.thread});
  if (row.record != Row::kNone) {
    const Record& record = run.records[row.record];
    json.member("event", to_string(record.event));
    json.member("object", record.object == kNoObject ? std::string() : run.names(record.object));
    json.member("time", static_cast<std::uint64_t>(record.time.time_since_epoch().count()));
  } else {
    const PendingOperation& operation = run.points[row.point].operation;
    json.member("event", to_string(operation.kind));
    json.member("object",
                operation.object == kNoObject ? std::string() : run.names(operation.object));
  }
  json.member("words", words(row, run));
  json.close();
}

void add_spans(const Explanation& explanation, JsonWriter& json) {
  json.key("spans").open_array();
  for (const Span& span : make_spans(explanation.run, explanation.rows)) {
    json.open_object();
    json.member("kind", to_string(span.kind));
    json.member("thread", std::uint64_t{span.thread});
    json.member("object", explanation.run.names(span.object));
    json.member("begin", whole(span.begin));
    json.member("end", whole(span.end));
    json.close();
  }
  json.close();
  json.key("wakeups").open_array();
  for (const Wakeup& wakeup : make_wakeups(explanation.run, explanation.rows)) {
    json.open_object();
    json.member("from", whole(wakeup.from));
    json.member("to", whole(wakeup.to));
    json.close();
  }
  json.close();
}

std::string decision_words(const Decision& decision, const ObservedRun& run) {
  std::string text = decision.kind == DecisionKind::thread
                         ? fmt::format("{} goes on", run.threads[decision.taken].path)
                         : fmt::format("{}: {}", to_string(decision.kind), decision.taken);
  text += fmt::format(" (of {}), at {}", decision.options, decision.site);
  if (decision.object != kNoObject) text += fmt::format(" of {}", run.names(decision.object));
  return text;
}

void add_decisions(const Explanation& explanation, JsonWriter& json) {
  json.key("decisions").open_array();
  for (std::size_t i = 0; i < explanation.run.result.decisions.size(); ++i) {
    const Decision& decision = explanation.run.result.decisions[i];
    json.open_object();
    json.member("kind", to_string(decision.kind));
    json.member("options", std::uint64_t{decision.options});
    json.member("taken", std::uint64_t{decision.taken});
    json.member("words", decision_words(decision, explanation.run));
    json.member("step", whole(explanation.rows.of_decision[i]));
    json.close();
  }
  json.close();
}

void add_stack(std::string_view key, const std::vector<Frame>& stack, JsonWriter& json) {
  json.key(key).open_array();
  for (const Frame& frame : stack) {
    json.open_object();
    json.member("function", frame.function);
    json.member("file", frame.file);
    json.member("line", std::uint64_t{frame.line});
    json.member("module", frame.module);
    json.member("program", frame.of_program);
    json.close();
  }
  json.close();
}

void add_pair_step(const PairStep& step, JsonWriter& json) {
  json.open_object();
  add_index("step", step.row, json);
  json.member("thread", std::uint64_t{step.thread});
  json.member("words", step.words);
  add_stack("stack", step.stack, json);
  json.close();
}

void add_pair(const Explanation& explanation, JsonWriter& json) {
  json.key("pair");
  if (explanation.pair) {
    json.open_array();
    add_pair_step(explanation.pair->first, json);
    add_pair_step(explanation.pair->second, json);
    json.close();
  } else {
    json.null();
  }
  json.member("exchanges_tried", explanation.reruns);
  json.member("search_complete", explanation.search_complete);
}

void add_waiting(const Explanation& explanation, JsonWriter& json) {
  json.key("waiting").open_array();
  for (const Standing& standing : explanation.standing) {
    json.open_object();
    json.member("thread", std::uint64_t{standing.thread});
    json.member("words", standing.waits);
    json.key("holds").open_array();
    for (const std::string& held : standing.held) json.value(held);
    json.close();
    add_index("awaits", standing.awaits == 0 ? Row::kNone : std::size_t{standing.awaits}, json);
    add_stack("stack", standing.stack, json);
    json.close();
  }
  json.close();
}

}  // namespace

std::string explanation_json(const Explanation& explanation, const Recording& recording) {
  JsonWriter json;
  json.open_object();
  add_head(explanation, recording, json);
  add_index("finding", explanation.finding_row(), json);
  add_threads(explanation.run, json);
  json.key("steps").open_array();
  for (const Row& row : explanation.rows.rows) add_step(row, explanation.run, json);
  json.close();
  add_spans(explanation, json);
  add_decisions(explanation, json);
  add_pair(explanation, json);
  add_stack("broken_at", explanation.broken_at, json);
  add_waiting(explanation, json);
  json.close();
  return json.text();
}

}  // namespace interleave::sim
