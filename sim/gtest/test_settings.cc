#include "sim/gtest/test_settings.h"

#include <cstdlib>
#include <optional>
#include <random>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/campaign/portfolio.h"
#include "sim/cli/arguments.h"

namespace interleave::sim {
namespace {

// A variable that is set, though to nothing, is a mistake that somebody wants to hear of.
std::optional<std::string_view> variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::nullopt : std::optional<std::string_view>(value);
}

std::string read_schedules(std::string_view text, std::uint64_t& schedules) {
  const auto number = parse_number(text);
  if (!number || *number == 0) {
    return fmt::format("INTERLEAVE_SCHEDULES={}: allowed is a number from 1", text);
  }
  schedules = *number;
  return {};
}

std::string read_seed(std::string_view text, std::uint64_t& seed) {
  if (text == "random") {
    std::random_device device;
    seed = (std::uint64_t{device()} << 32) | device();
    return {};
  }
  const auto number = parse_number(text);
  if (!number) {
    return fmt::format(
        "INTERLEAVE_SEED={}: allowed is a number, decimal or hexadecimal with 0x, or random", text);
  }
  seed = *number;
  return {};
}

std::string read_file(const char* name, std::string_view text, std::string& file) {
  if (text.empty()) return fmt::format("{}: its value is empty", name);
  file = text;
  return {};
}

std::string wrong(const ScenarioTestOptions& options, std::string_view strategy_from) {
  if (options.schedules == 0) return "the option schedules is 0: a test makes at least one run";
  if (make_search(options.strategy).empty()) {
    return fmt::format("{}{}: allowed are {}", strategy_from, options.strategy,
                       fmt::join(search_names(), ", "));
  }
  return {};
}

}  // namespace

std::variant<TestSettings, std::string> test_settings(const ScenarioTestOptions& options) {
  TestSettings settings{.options = options, .replay = {}};
  ScenarioTestOptions& asked = settings.options;
  std::string error;
  if (const auto text = variable("INTERLEAVE_SCHEDULES")) {
    error = read_schedules(*text, asked.schedules);
  }
  if (const auto text = variable("INTERLEAVE_SEED"); text && error.empty()) {
    error = read_seed(*text, asked.seed);
  }
  if (const auto text = variable("INTERLEAVE_OUT"); text && error.empty()) {
    error = read_file("INTERLEAVE_OUT", *text, asked.out_dir);
  }
  if (const auto text = variable("INTERLEAVE_REPLAY"); text && error.empty()) {
    error = read_file("INTERLEAVE_REPLAY", *text, settings.replay);
  }
  const auto strategy = variable("INTERLEAVE_STRATEGY");
  if (strategy) asked.strategy = *strategy;
  if (error.empty())
    error = wrong(asked, strategy ? "INTERLEAVE_STRATEGY=" : "the option strategy ");
  if (!error.empty()) return error;
  return settings;
}

}  // namespace interleave::sim
