// What the command line asks of the benchmark.
#ifndef INTERLEAVE_PROPTESTS_BENCH_OPTIONS_H_
#define INTERLEAVE_PROPTESTS_BENCH_OPTIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace interleave::bench {

struct Options {
  // Speed: how often each is measured, and how long at a time.
  std::uint32_t repetitions = 7;
  std::uint32_t milliseconds = 100;
  // Bugs: searches for each, and when one gives up.
  std::uint32_t trials = 100;
  std::uint32_t cap = 10'000;
  // SafeStack: when its search gives up.
  std::uint32_t hunt_millions = 5;
  // A part of the name of what is measured; empty for everything.
  std::string only;
  // One strategy; empty for all.
  std::string strategy;
  std::string json;

  [[nodiscard]] bool wants_strategy(std::string_view name) const {
    return strategy.empty() || strategy == name;
  }
  // Whether `name` is asked for.
  [[nodiscard]] bool wants(std::string_view name) const {
    return only.empty() || name.find(only) != std::string_view::npos;
  }
};

extern const char* const kUsage;

// Absent when the command line is wrong; `complaint` says how.
std::optional<Options> parse(int count, char** arguments, std::string& complaint);

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_OPTIONS_H_
