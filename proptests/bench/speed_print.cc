#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "proptests/bench/speed_table.h"

namespace interleave::bench {
namespace {

// What others reach, in thousands of schedules per second (engines.md 5.1); 0: not measured.
struct Reference {
  const char* name;
  double queue;
  double philosophers;
};
constexpr Reference kReferences[] = {
    {"Relacy", 143.8, 1135}, {"Shuttle", 28.2, 107.6}, {"probe", 380, 2105}};

bool of_bench(const Row& row, const std::string& bench) {
  return row.bench == bench;
}

bool any(const std::vector<Row>& rows, const std::string& bench) {
  return std::any_of(rows.begin(), rows.end(),
                     [&](const Row& row) { return of_bench(row, bench); });
}

void print_program(const std::vector<Row>& rows, const std::string& bench, const char* title,
                   double Reference::* reference) {
  if (!any(rows, bench)) return;
  fmt::print("\n{}\n{:<18} {:>12} {:>12} {:>10} {:>8} {:>10}", title, "strategy", "schedules/s",
             "points/run", "ns/point", "switches", "bare/s");
  for (const Reference& each : kReferences) fmt::print("  {:>14}", each.name);
  fmt::print("\n");
  for (const Row& row : rows) {
    if (!of_bench(row, bench)) continue;
    const Row* bare = find(rows, bench + "_bare", row.strategy);
    fmt::print("{:<18} {:>12.0f} {:>12.1f} {:>10.1f} {:>8.2f} {:>10.0f}", row.strategy,
               *row.schedules_per_s, *row.points_per_schedule, row.get("ns_per_point"),
               row.get("switches"), bare == nullptr ? 0 : *bare->schedules_per_s);
    for (const Reference& each : kReferences) {
      const double theirs = each.*reference;
      fmt::print("  {:>6.1f}k {:>5.1f}x", theirs, *row.schedules_per_s / (theirs * 1e3));
    }
    fmt::print("\n");
  }
}

void print_crowds(const std::vector<Row>& rows) {
  if (!any(rows, kFewThreads) || !any(rows, kManyThreads)) return;
  fmt::print(
      "\nA point with 100 threads and with 5 (a lock each, bare)\n{:<18} {:>10} {:>10} {:>7}\n",
      "strategy", "5: ns", "100: ns", "ratio");
  for (const Row& many : rows) {
    const Row* few =
        of_bench(many, kManyThreads) ? find(rows, kFewThreads, many.strategy) : nullptr;
    if (few == nullptr) continue;
    const double ns = few->get("ns_per_point");
    fmt::print("{:<18} {:>10.1f} {:>10.1f} {:>7.2f}\n", many.strategy, ns, many.get("ns_per_point"),
               many.get("ns_per_point") / ns);
  }
}

}  // namespace

void print_speed(const std::vector<Row>& rows) {
  if (const Row* raw = find(rows, kRawSwitch, "none")) {
    fmt::print("raw fiber switch: {:.1f} ns\n", raw->get("ns"));
  }
  for (const Row& row : rows) {
    if (!of_bench(row, kPoint)) continue;
    fmt::print(
        "scheduling point: {:.1f} ns, {:.2f} raw switches ({}, five threads that only read)\n",
        row.get("ns_per_point"), row.get("switches"), row.strategy);
  }
  print_program(rows, kQueue,
                "Queue: 3 producers, 2 consumers, every rule watched (seconds of one core)",
                &Reference::queue);
  print_program(rows, kPhilosophers, "3 philosophers who take the lower fork first",
                &Reference::philosophers);
  print_crowds(rows);
}

}  // namespace interleave::bench
