#include "sim/explain/breakpoint.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "sim/explain/run_observer.h"
#include "sim/explain/verified_run.h"

namespace interleave::sim {
namespace {

// The debugger comes to stand here, in the thread of the run: the program is a few frames up.
void trap() {
#if defined(__x86_64__) || defined(__i386__)
  __asm__ volatile("int3");
#else
  std::raise(SIGTRAP);
#endif
}

}  // namespace

bool debugger_attached() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    constexpr std::string_view kTracer = "TracerPid:";
    if (line.starts_with(kTracer)) return std::atoi(line.c_str() + kTracer.size()) != 0;
  }
  return false;
}

std::variant<BreakpointStop, Divergence, std::string> stop_at(
    const Scenario& scenario, const Recording& recording, const StepNumber& step,
    const std::function<void(std::string_view words)>& on_stop) {
  auto verified = verified_run(scenario, recording, {});
  if (auto* error = std::get_if<std::string>(&verified)) return std::move(*error);
  if (auto* divergence = std::get_if<Divergence>(&verified)) return std::move(*divergence);
  auto& [observer, run] = std::get<VerifiedRun>(verified);
  const Rows rows = make_rows(run);
  const auto row = std::ranges::find(rows.rows, step, &Row::number);
  if (row == rows.rows.end()) {
    return fmt::format("the run has no step {}: its steps are {} to {}", step.text(),
                       rows.rows.empty() ? "none" : rows.rows.front().number.text(),
                       rows.rows.empty() ? "none" : rows.rows.back().number.text());
  }
  BreakpointStop stop{.words = words(*row, run), .stack = {}};
  RawStack raw;
  const auto stop_here = [&] {
    raw = capture_stack();
    on_stop(stop.words);
    if (debugger_attached()) trap();
  };
  Onlooker onlooker;
  if (row->record != Row::kNone) {
    onlooker.on_record = [&](const Record& record) {
      if (record.step == row->number.record) stop_here();
    };
  } else {
    onlooker.on_point = [&](std::size_t point, std::uint32_t) {
      if (point == row->point) stop_here();
    };
  }
  observer->observe(run.result.decisions, onlooker);
  stop.stack = Symbols().frames(raw);
  return stop;
}

}  // namespace interleave::sim
