#include "sim/explain/explanation_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "sim/explain/swim_lane.h"

namespace interleave::sim {
namespace {

constexpr std::size_t kMostFrames = 6;  // of a stack, unless all are wanted

std::string step_text(const PairStep& step, int ordinal, const Rows& rows, bool all) {
  const std::string number = step.row == Row::kNone
                                 ? "not reached"
                                 : fmt::format("step {}", rows.rows[step.row].number.text());
  return fmt::format("  {}> {}: {}\n", ordinal, number, step.words) +
         stack_text(step.stack, all, "       ");
}

std::string pair_text(const Explanation& explanation, bool all) {
  const char* more = explanation.search_complete ? "" : " (there are more than were tried)";
  if (!explanation.pair) {
    return fmt::format(
        "No exchange of two adjacent steps makes this run pass: {} were tried{}.\n"
        "The cause is no single order of two steps: look for a thread that several steps of "
        "others\n"
        "come between, for what more than two threads bring about, for a fault, and at the "
        "input.\n",
        explanation.reruns, more);
  }
  const FlippedPair& pair = *explanation.pair;
  return fmt::format(
      "The run passes when these two steps come in the other order (exchange {} "
      "that was tried):\n{}{}",
      explanation.reruns, step_text(pair.first, 1, explanation.rows, all),
      step_text(pair.second, 2, explanation.rows, all));
}

std::string broken_text(const Explanation& explanation, bool all) {
  const std::string stack = stack_text(explanation.broken_at, all, "       ");
  return stack.empty() ? "" : "The step that broke the rule:\n" + stack + "\n";
}

// "one -> two -> one": whom a thread waits for, and whom that one.
std::string chain(const Explanation& explanation, const Standing& first) {
  const ObservedRun& run = explanation.run;
  std::string text = run.names(run.threads[first.thread].id);
  std::vector<std::uint32_t> seen = {first.thread};
  for (std::uint32_t next = first.awaits; next != 0;) {
    text += " -> " + run.names(run.threads[next].id);
    if (std::ranges::find(seen, next) != seen.end()) return text + ": a circle";
    seen.push_back(next);
    const auto found = std::ranges::find(explanation.standing, next, &Standing::thread);
    if (found == explanation.standing.end()) return text + ", which has ended";
    next = found->awaits;
  }
  return text;
}

std::string standing_text(const Explanation& explanation, bool all) {
  std::string text = "Who waits for whom when the run ends:\n";
  if (explanation.standing.empty()) return text + "  nobody: every thread has ended\n";
  bool some = false;
  for (const Standing& standing : explanation.standing) {
    if (!all && explanation.involved.thread_count() > 0 &&
        !explanation.involved.has_thread(standing.thread)) {
      continue;
    }
    some = true;
    text += fmt::format("  {}\n", standing.waits);
    if (!standing.held.empty()) {
      text += fmt::format("    holds {}\n", fmt::join(standing.held, ", "));
    }
    if (standing.awaits != 0) text += fmt::format("    {}\n", chain(explanation, standing));
    const std::vector<Frame> own = program_frames(standing.stack);
    if (all) {
      text += stack_text(standing.stack, true, "    ");
    } else if (!own.empty()) {
      text += fmt::format("    in {}\n", own.front().text());
    }
  }
  if (!some) text += "  nobody of those that it is about\n";
  return text;
}

}  // namespace

std::string stack_text(const std::vector<Frame>& stack, bool all, std::string_view indent) {
  const std::vector<Frame> frames = all ? stack : program_frames(stack);
  const std::size_t count = all ? frames.size() : std::min(frames.size(), kMostFrames);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("{}{}\n", indent, frames[i].text());
  }
  if (count < frames.size()) {
    text += fmt::format("{}and {} frames more\n", indent, frames.size() - count);
  }
  return text;
}

std::string explanation_text(const Explanation& explanation, bool all) {
  std::string text;
  if (explanation.run.result.finding) text += pair_text(explanation, all) + "\n";
  text += broken_text(explanation, all);
  text += standing_text(explanation, all) + "\n";
  text += all ? "Every step:\n" : "The last steps of those that it is about:\n";
  text += swim_lane(explanation, all);
  return text +
         "\n  1> 2> the pair, !> the broken rule, | can run, : waits, [..] locks that are held\n";
}

}  // namespace interleave::sim
