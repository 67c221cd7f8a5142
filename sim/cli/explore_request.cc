#include "sim/cli/explore_request.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <random>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/campaign/jobs.h"
#include "sim/campaign/portfolio.h"

namespace interleave::sim {
namespace {

constexpr std::chrono::seconds kDefaultTime{10};
constexpr unsigned kMostJobs = 1024;
constexpr std::uint64_t kMostShards = 1'000'000;

// Each takes one option over into the request; an empty text, or what is wrong with it.
std::string take_count(const Arguments& arguments, std::string_view option,
                       std::optional<std::uint64_t>& count) {
  const auto text = arguments.value(option);
  if (!text) return {};
  count = parse_number(*text);
  if (count && *count > 0) return {};
  return fmt::format("{} {}: allowed is a whole number from 1", option, *text);
}

std::string take_time(const Arguments& arguments, CampaignOptions& options) {
  const auto text = arguments.value("--seconds");
  if (text) {
    options.time = parse_seconds(*text);
    if (options.time) return {};
    return fmt::format("--seconds {}: allowed is a number above 0, at most a year", *text);
  }
  if (!options.schedules) options.time = kDefaultTime;
  return {};
}

std::string take_seed(const Arguments& arguments, CampaignOptions& options) {
  const auto text = arguments.value("--seed");
  if (!text) return {};
  if (*text == "random") {
    std::random_device device;
    options.seed = std::uint64_t{device()} << 32 | device();
    return {};
  }
  const auto seed = parse_number(*text);
  if (!seed) {
    return fmt::format(
        "--seed {}: allowed is a number below 2^64, decimal or with 0x, or \"random\"", *text);
  }
  options.seed = *seed;
  return {};
}

std::string take_strategy(const Arguments& arguments, CampaignOptions& options) {
  const auto text = arguments.value("--strategy");
  if (!text) return {};
  options.strategy = *text;
  if (!make_search(*text).empty()) return {};
  return fmt::format("--strategy {}: allowed are {}", *text, fmt::join(search_names(), ", "));
}

std::string take_out_dir(const Arguments& arguments, CampaignOptions& options) {
  const auto text = arguments.value("--out");
  if (!text) return {};
  options.out_dir = *text;
  std::error_code error;
  const std::filesystem::file_status there = std::filesystem::status(*text, error);
  if (!text->empty() && (!exists(there) || is_directory(there))) return {};
  return fmt::format("--out {}: allowed is a directory, which is made when needed", *text);
}

// "auto" and 0 stand for as many as there are cores.
std::string take_jobs(const Arguments& arguments, std::optional<unsigned>& jobs) {
  const auto text = arguments.value("--jobs");
  if (!text) return {};
  const auto number = *text == "auto" ? std::optional<std::uint64_t>(0) : parse_number(*text);
  if (!number || *number > kMostJobs) {
    return fmt::format(
        "--jobs {}: allowed is a whole number to {}, or \"auto\" (or 0) for as many "
        "as there are cores",
        *text, kMostJobs);
  }
  jobs = *number == 0 ? cores() : static_cast<unsigned>(*number);
  return {};
}

std::string take_shard(const Arguments& arguments, CampaignOptions& options) {
  const auto text = arguments.value("--shard");
  if (!text) return {};
  const std::size_t slash = std::min(text->find('/'), text->size());
  const auto index = parse_number(text->substr(0, slash));
  const auto count = parse_number(text->substr(std::min(slash + 1, text->size())));
  if (!index || !count || *index < 1 || *index > *count || *count > kMostShards) {
    return fmt::format("--shard {}: allowed is I/N with I from 1 to N, and N at most {}", *text,
                       kMostShards);
  }
  options.part = {*index - 1, *count};
  return {};
}

// What cannot be asked for together.
std::string check_together(const ExploreRequest& request) {
  const bool divided = request.jobs || request.options.part.count > 1;
  if (request.hashes && divided) return "--hashes is for one process: no --jobs, no --shard";
  for (const auto& strategy : make_search(request.options.strategy)) {
    if (strategy->systematic() && divided) {
      return fmt::format(
          "--strategy {} goes through all schedules in their order: no --jobs, no "
          "--shard",
          strategy->name());
    }
  }
  return {};
}

// The named scenarios, or all.
std::string take_scenarios(const Arguments& arguments, const Catalogue& catalogue,
                           std::vector<std::unique_ptr<Scenario>>& scenarios) {
  std::vector<std::unique_ptr<Scenario>> known = catalogue.list();
  if (arguments.rest().empty()) {
    scenarios = std::move(known);
    return {};
  }
  std::vector<std::string> names;
  for (const auto& scenario : known) names.push_back(scenario->name());
  for (const std::string& wanted : arguments.rest()) {
    const auto at = std::find(names.begin(), names.end(), wanted);
    if (at == names.end()) {
      return fmt::format("unknown scenario {}; allowed: {}", wanted, fmt::join(names, ", "));
    }
    std::unique_ptr<Scenario>& scenario = known[static_cast<std::size_t>(at - names.begin())];
    if (scenario == nullptr) return fmt::format("scenario {} is named twice", wanted);
    scenarios.push_back(std::move(scenario));
  }
  return {};
}

}  // namespace

std::variant<ExploreRequest, UsageError> parse_explore_request(const Arguments& arguments,
                                                               const Catalogue& catalogue) {
  ExploreRequest request;
  CampaignOptions& options = request.options;
  options.keep_going = arguments.has("--keep-going");
  request.every_probe = arguments.has("--every-probe");
  options.probes = request.every_probe || arguments.has("--probes");
  std::string error = take_count(arguments, "--schedules", options.schedules);
  if (error.empty()) error = take_count(arguments, "--hashes", request.hashes);
  if (error.empty()) error = take_time(arguments, options);
  if (error.empty()) error = take_seed(arguments, options);
  if (error.empty()) error = take_strategy(arguments, options);
  if (error.empty()) error = take_out_dir(arguments, options);
  if (error.empty()) error = take_jobs(arguments, request.jobs);
  if (error.empty()) error = take_shard(arguments, options);
  if (error.empty()) error = check_together(request);
  if (error.empty()) error = take_scenarios(arguments, catalogue, request.scenarios);
  if (error.empty() && request.scenarios.empty()) error = "this program has no scenario";
  if (!error.empty()) return UsageError{std::move(error)};
  return request;
}

}  // namespace interleave::sim
