#include <iterator>
#include <string>

#include <fmt/format.h>

#include "sim/replay/escape.h"
#include "sim/replay/recording.h"

namespace interleave::sim {
namespace {

// A key, and the rest of the line as its value.
void append_fact(std::string_view key, std::string_view value, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{} {}\n", key, escape_line(value));
}

void append_decision(const RecordedDecision& decision, std::string& out) {
  fmt::format_to(std::back_inserter(out), "{:<11} {:>4} of {:<4} {:<14} {:<20} {}\n",
                 to_string(decision.kind), decision.taken, decision.options,
                 escape_word(decision.site), escape_word(decision.thread),
                 escape_last(decision.object));
}

}  // namespace

std::string RecordingError::text() const {
  return line == 0 ? what : fmt::format("line {}: {}", line, what);
}

std::string to_text(const Recording& recording) {
  std::string out = fmt::format("interleave-recording {}\n", kRecordingVersion);
  append_fact("scenario", recording.scenario, out);
  append_fact("parameters", recording.parameters, out);
  append_fact("strategy", recording.strategy, out);
  append_fact("seed", fmt::format("{:#x}", recording.seed), out);
  for (const Setting& setting : recording.settings) {
    fmt::format_to(std::back_inserter(out), "setting {} {}\n", escape_word(setting.name),
                   escape_word(setting.value));
  }
  append_fact("rule", recording.rule, out);
  append_fact("what", recording.what, out);
  for (const std::string& detail : recording.details) append_fact("detail", detail, out);
  append_fact("steps", fmt::format("{}", recording.steps), out);
  append_fact("early", fmt::format("{}", recording.early), out);
  append_fact("hash", fmt::format("{:#018x}", recording.hash), out);
  append_fact("decisions", fmt::format("{}", recording.decisions.size()), out);
  for (const RecordedDecision& decision : recording.decisions) append_decision(decision, out);
  out += "end\n";
  return out;
}

}  // namespace interleave::sim
