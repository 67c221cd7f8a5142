#include "proptests/dpor/compare.h"

#include <cstdio>

#include "proptests/dpor/brute_force.h"
#include "proptests/dpor/canonical.h"
#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

// A run that broke off has no trace: how much others had done by then is no matter.
bool came_to_its_end(const RunResult& result) {
  return !result.finding || result.finding->rule == "deadlock";
}

void look(const RunResult& result, const Noted& noted, Seen& seen) {
  if (result.finding) seen.findings.insert(result.finding->rule + ": " + result.finding->what);
  if (!came_to_its_end(result)) return;
  const auto [at, is_new] = seen.traces.try_emplace(noted.trace());
  if (is_new) at->second = noted.text();
  seen.hashes.insert(result.trace);
}

}  // namespace

Seen see_all(const Scenario& program, const RunOptions& options, std::uint64_t most) {
  const auto simulation = bare_simulation();
  BruteForce strategy;
  Noted noted(strategy);
  Seen seen;
  while (!strategy.done() && seen.runs < most) {
    look(simulation->run(program, noted, 1, options), noted, seen);
    ++seen.runs;
  }
  seen.complete = strategy.done();
  return seen;
}

Seen see_reduced(const Scenario& program, const DporOptions& search, const RunOptions& options,
                 std::uint64_t seed, std::uint64_t most) {
  const auto simulation = bare_simulation();
  Dpor strategy(search);
  Noted noted(strategy);
  Seen seen;
  do {
    const RunResult& result = simulation->run(program, noted, seed, options);
    if (!strategy.last_was_partial()) look(result, noted, seen);
    seen.runs = strategy.statistics().runs;
  } while (!strategy.exhausted() && seen.runs < most);
  seen.blocked = strategy.statistics().blocked;
  seen.complete = strategy.complete();
  return seen;
}

void print(const std::string& name, const Seen& all, const Seen& reduced) {
  std::printf("%-28s brute force %8llu runs; reduced %6llu runs, %4llu blocked; %5zu traces\n",
              name.c_str(), static_cast<unsigned long long>(all.runs),
              static_cast<unsigned long long>(reduced.runs),
              static_cast<unsigned long long>(reduced.blocked), reduced.traces.size());
}

std::string missed(const Seen& all, const Seen& reduced) {
  std::string missed;
  for (const std::string& finding : all.findings) {
    if (!reduced.findings.contains(finding)) missed += finding + "\n";
  }
  for (const auto& [trace, steps] : all.traces) {
    if (!reduced.traces.contains(trace)) missed += steps + "\n";
  }
  return missed;
}

}  // namespace interleave::sim
