#include "proptests/bench/bug_table.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include <fmt/format.h>

#include "proptests/bench/bug_search.h"
#include "proptests/bench/contestants.h"

namespace interleave::bench {
namespace {

using proptests::programs::Entry;
using proptests::programs::kColumns;
using proptests::programs::programs;
using proptests::programs::Source;

// A search's budget, in caps: enough for a mean, and an end for those who hardly ever find it.
constexpr std::uint64_t kCapsInBudget = 20;

std::string mean_text(const Row& row) {
  if (!row.mean_schedules_to_bug) return fmt::format("0/{}", *row.trials);
  const double mean = *row.mean_schedules_to_bug;
  std::string text = mean < 100 ? fmt::format("{:.1f}", mean) : fmt::format("{:.0f}", mean);
  if (*row.found < *row.trials) text += fmt::format(" ({}/{})", *row.found, *row.trials);
  return text;
}

void print_head(const std::vector<std::string>& strategies) {
  fmt::print("\nMean schedules to the first bug; (k/n) where only k of n trials found it\n{:<17}",
             "program");
  for (const std::string& strategy : strategies) fmt::print(" {:>14}", strategy);
  fmt::print("\n");
}

// "17 1.35x": the published cell, and ours by it.
std::string beside(const char* cell, const Row& row) {
  const double theirs = proptests::programs::mean_of(cell);
  if (theirs == 0 || !row.mean_schedules_to_bug) return *cell == '\0' ? "." : cell;
  return fmt::format("{} {:.2f}x", cell, *row.mean_schedules_to_bug / theirs);
}

void print_beside(const Row& row, const proptests::programs::PublishedRow& published) {
  std::array<std::string, 4> cells = {".", ".", ".", "."};
  bool any = false;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (row.strategy != kColumns[i].ours) continue;
    cells[static_cast<std::size_t>(kColumns[i].source)] = beside(published.cells[i], row);
    any = true;
  }
  if (!any) return;
  fmt::print("{:<17} {:<9} {:>15} {:>20} {:>20} {:>20} {:>20}\n", row.bench, row.strategy,
             mean_text(row), cells[2], cells[3], cells[0], cells[1]);
}

std::vector<std::string> asked_for(const Options& options) {
  std::vector<std::string> names = bug_contestants();
  std::erase_if(names, [&](const std::string& name) { return !options.wants_strategy(name); });
  return names;
}

Row hunt(const Entry& entry, const std::string& strategy, const Options& options) {
  constexpr std::uint64_t kMillion = 1'000'000;
  const SearchLimits limits{.trials = 3, .cap = options.hunt_millions * kMillion, .hopeless = 1};
  Row row = search_for(entry, strategy, limits);
  fmt::print(
      "SafeStack with {}: {}/{} found, {} schedules on average, {:.1f} s each, "
      "{:.0f} schedules/s, {:.1f} points (published SURW: 368921 in 19/20)\n",
      strategy, *row.found, *row.trials,
      row.mean_schedules_to_bug ? fmt::format("{:.0f}", *row.mean_schedules_to_bug) : "no",
      row.get("seconds_per_find"), *row.schedules_per_s, *row.points_per_schedule);
  std::fflush(stdout);
  return row;
}

}  // namespace

void measure_bugs(const Options& options, std::vector<Row>& rows) {
  const std::vector<std::string> strategies = asked_for(options);
  const SearchLimits limits{
      .trials = options.trials, .cap = options.cap, .budget = options.cap * kCapsInBudget};
  bool begun = false;
  for (const Entry& entry : programs()) {
    if (entry.name == kSafeStack || !options.wants(entry.name)) continue;
    if (!begun) print_head(strategies);
    begun = true;
    fmt::print("{:<17}", entry.name);
    for (const std::string& strategy : strategies) {
      rows.push_back(search_for(entry, strategy, limits));
      fmt::print(" {:>14}", mean_text(rows.back()));
      std::fflush(stdout);
    }
    fmt::print("\n");
  }
}

void print_published(const std::vector<Row>& rows) {
  bool begun = false;
  for (const Row& row : rows) {
    const auto* published = proptests::programs::published(row.bench);
    if (published == nullptr || !row.trials || row.bench == kSafeStack) continue;
    if (!begun) {
      fmt::print(
          "\nBeside the published means, and ours by them. Shuttle and the probe have our "
          "points; the artifacts have one at each access to memory.\n"
          "{:<17} {:<9} {:>15} {:>20} {:>20} {:>20} {:>20}\n",
          "program", "strategy", "ours", "Shuttle", "probe", "SURW artifact", "RFF artifact");
    }
    begun = true;
    print_beside(row, *published);
  }
}

void hunt_safe_stack(const Options& options, std::vector<Row>& rows) {
  if (!options.wants(kSafeStack)) return;
  const std::vector<std::string> strategies = asked_for(options);
  fmt::print("\n");
  for (const Entry& entry : programs()) {
    if (entry.name != kSafeStack) continue;
    for (const char* strategy : {"surw", "portfolio"}) {
      if (std::find(strategies.begin(), strategies.end(), strategy) == strategies.end()) continue;
      rows.push_back(hunt(entry, strategy, options));
    }
  }
}

}  // namespace interleave::bench
