// interleave_bench_engine: schedules per second, and what a scheduling point costs in raw switches.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "proptests/bench/bounded_queue.h"
#include "proptests/bench/crowd.h"
#include "proptests/bench/raw_switch.h"
#include "sim/engine/simulation.h"
#include "sim/strategies/non_preemptive.h"
#include "sim/strategies/random_walk.h"

namespace interleave::sim {
namespace {

constexpr const char* kUsage =
    "usage: interleave_bench_engine [--repetitions N] [--milliseconds N] [--json FILE]\n"
    "\n"
    "Runs the queue of three producers and two consumers under each strategy, with every monitor\n"
    "and (as \"bare\") with none; then 5 and 100 threads with a lock each, where the cost of a\n"
    "point should be much the same. Measures raw fiber switches in between. Prints medians.\n"
    "  --repetitions N    measurements of each (default 9)\n"
    "  --milliseconds N   length of one measurement (default 200)\n"
    "  --json FILE        write the figures there as well\n";

struct Settings {
  int repetitions = 9;
  int milliseconds = 200;
  std::string json;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// One way to run the program, measured several times.
class Contender {
 public:
  Contender(std::string name, std::unique_ptr<Scenario> program,
            std::unique_ptr<Simulation> simulation, std::unique_ptr<Strategy> strategy)
      : name_(std::move(name)),
        program_(std::move(program)),
        simulation_(std::move(simulation)),
        strategy_(std::move(strategy)) {}

  // False when a run broke a rule.
  bool measure(std::chrono::milliseconds length) {
    const RunOptions options;
    std::uint64_t runs = 0;
    std::uint64_t points = 0;
    const auto begin = std::chrono::steady_clock::now();
    auto now = begin;
    while (now - begin < length) {
      for (int i = 0; i < 64; ++i) {
        const RunResult& result = simulation_->run(*program_, *strategy_, seed_++, options);
        if (result.finding) return complain(*result.finding);
        ++runs;
        points += result.steps;
      }
      now = std::chrono::steady_clock::now();
    }
    const std::chrono::duration<double> took = now - begin;
    schedules_.push_back(static_cast<double>(runs) / took.count());
    points_.push_back(static_cast<double>(points) / static_cast<double>(runs));
    return true;
  }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] double schedules_per_second() const { return median(schedules_); }
  [[nodiscard]] double points_per_schedule() const { return median(points_); }
  [[nodiscard]] double nanoseconds_per_point() const {
    return 1e9 / (schedules_per_second() * points_per_schedule());
  }

 private:
  bool complain(const Finding& finding) const {
    fmt::print(stderr, "{}: a run broke the rule {}: {}\n", name_, finding.rule, finding.what);
    return false;
  }

  std::string name_;
  std::unique_ptr<Scenario> program_;
  std::unique_ptr<Simulation> simulation_;
  std::unique_ptr<Strategy> strategy_;
  std::uint64_t seed_ = 1;
  std::vector<double> schedules_;
  std::vector<double> points_;
};

std::vector<Contender> contenders() {
  const auto bare = [] {
    return std::make_unique<Simulation>(std::vector<std::unique_ptr<Monitor>>{});
  };
  const auto queue = [] { return std::make_unique<BoundedQueue>(); };
  std::vector<Contender> all;
  all.emplace_back("random", queue(), std::make_unique<Simulation>(),
                   std::make_unique<RandomWalk>());
  all.emplace_back("non-preemptive", queue(), std::make_unique<Simulation>(),
                   std::make_unique<NonPreemptive>());
  all.emplace_back("random, bare", queue(), bare(), std::make_unique<RandomWalk>());
  for (const std::uint32_t threads : {5u, 100u}) {
    all.emplace_back(fmt::format("{} threads, bare", threads), std::make_unique<Crowd>(threads),
                     bare(), std::make_unique<RandomWalk>());
  }
  return all;
}

bool parse_number(const char* text, int& number) {
  const char* end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, number);
  return error == std::errc() && stop == end && number > 0;
}

bool parse(int argc, char** argv, Settings& settings) {
  for (int i = 1; i < argc; i += 2) {
    const std::string_view option = argv[i];
    if (i + 1 == argc) return false;
    if (option == "--json") {
      settings.json = argv[i + 1];
    } else if (option == "--repetitions") {
      if (!parse_number(argv[i + 1], settings.repetitions)) return false;
    } else if (option == "--milliseconds") {
      if (!parse_number(argv[i + 1], settings.milliseconds)) return false;
    } else {
      return false;
    }
  }
  return true;
}

std::string to_json(const std::vector<Contender>& all, double raw) {
  std::string text = fmt::format("{{\n  \"raw_switch_ns\": {:.2f},\n  \"strategies\": [\n", raw);
  for (const Contender& one : all) {
    text += fmt::format(
        "    {{\"name\": \"{}\", \"schedules_per_second\": {:.0f}, \"points_per_schedule\": "
        "{:.1f}, "
        "\"ns_per_point\": {:.2f}, \"point_to_switch\": {:.2f}}}{}\n",
        one.name(), one.schedules_per_second(), one.points_per_schedule(),
        one.nanoseconds_per_point(), one.nanoseconds_per_point() / raw,
        &one == &all.back() ? "" : ",");
  }
  return text + "  ]\n}\n";
}

void print(const std::vector<Contender>& all, double raw) {
  fmt::print("raw fiber switch: {:.1f} ns\n\n", raw);
  fmt::print("{:<16} {:>12} {:>16} {:>10} {:>14}\n", "strategy", "schedules/s", "points/schedule",
             "ns/point", "point/switch");
  for (const Contender& one : all) {
    fmt::print("{:<16} {:>12.0f} {:>16.1f} {:>10.1f} {:>14.2f}\n", one.name(),
               one.schedules_per_second(), one.points_per_schedule(), one.nanoseconds_per_point(),
               one.nanoseconds_per_point() / raw);
  }
}

int bench(const Settings& settings) {
  std::vector<Contender> all = contenders();
  std::vector<double> raw;
  for (int i = 0; i < settings.repetitions; ++i) {
    raw.push_back(raw_switch_nanoseconds(4'000'000));
    for (Contender& one : all) {
      if (!one.measure(std::chrono::milliseconds(settings.milliseconds))) return 1;
    }
  }
  print(all, median(raw));
  if (settings.json.empty()) return 0;
  std::ofstream file(settings.json);
  file << to_json(all, median(raw));
  file.close();
  if (file) return 0;
  fmt::print(stderr, "{} cannot be written\n", settings.json);
  return 1;
}

}  // namespace
}  // namespace interleave::sim

int main(int argc, char** argv) {
  interleave::sim::Settings settings;
  if (!interleave::sim::parse(argc, argv, settings)) {
    fmt::print("{}", interleave::sim::kUsage);
    return argc == 2 && std::string_view(argv[1]) == "--help" ? 0 : 2;
  }
  return interleave::sim::bench(settings);
}
