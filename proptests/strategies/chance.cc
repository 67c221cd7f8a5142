#include "proptests/strategies/chance.h"

#include <cmath>
#include <limits>

#include "proptests/sim/program.h"

namespace interleave::sim {
namespace {

// What a chi-squared variable exceeds once in ten thousand (Wilson and Hilferty).
double limit(double degrees) {
  constexpr double kNormal = 3.719;
  const double part = 2 / (9 * degrees);
  return degrees * std::pow(1 - part + kNormal * std::sqrt(part), 3);
}

}  // namespace

Counts words(const Scenario& scenario, Strategy& strategy, const Letter& letter, int runs,
             int warm_up) {
  const auto simulation = bare_simulation();
  std::string word;
  RunOptions options;
  options.on_step = [&](std::uint64_t, std::uint32_t thread, const PendingOperation& operation) {
    const char next = letter(thread, operation);
    if (next != '\0') word += next;
  };
  Counts counts;
  for (int run = 0; run < warm_up + runs; ++run) {
    word.clear();
    simulation->run(scenario, strategy, static_cast<std::uint64_t>(run) + 1, options);
    if (run >= warm_up) ++counts[word];
  }
  return counts;
}

double misfit(const Counts& counts, const Chances& chances) {
  double runs = 0;
  for (const auto& [word, count] : counts) {
    if (!chances.contains(word)) return std::numeric_limits<double>::infinity();
    runs += count;
  }
  double sum = 0;
  for (const auto& [word, chance] : chances) {
    const double expected = runs * chance;
    const auto found = counts.find(word);
    const double difference = (found == counts.end() ? 0 : found->second) - expected;
    sum += difference * difference / expected;
  }
  return sum / limit(static_cast<double>(chances.size()) - 1);
}

}  // namespace interleave::sim
