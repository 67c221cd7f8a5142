#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "model/probes/probe.h"
#include "sim/campaign/facts.h"
#include "sim/campaign/results_file.h"
#include "sim/campaign/trace_sketch.h"

namespace interleave::sim {
namespace {

// Tables have a line for each depth.
constexpr std::uint32_t kMostDepth = 1000;
constexpr std::size_t kMostBytes = std::size_t{1} << 30;

bool take_flag(std::string_view key, FactReader& facts) {
  const std::uint64_t flag = facts.take(key).number();
  if (flag > 1) facts.fail(fmt::format("{} is 0 or 1", key));
  facts.end();
  return flag == 1;
}

std::string take_text(std::string_view key, FactReader& facts) {
  std::string text = facts.take(key).word();
  facts.end();
  return text;
}

std::uint64_t take_number(std::string_view key, FactReader& facts) {
  const std::uint64_t number = facts.take(key).number();
  facts.end();
  return number;
}

std::chrono::nanoseconds nanoseconds_of(std::uint64_t number, FactReader& facts) {
  const bool good = number >> 54 == 0;  // half a year; sums of many still fit
  if (!good) facts.fail("no campaign takes so long");
  return std::chrono::nanoseconds(good ? static_cast<std::int64_t>(number) : 0);
}

SeedPart take_part(FactReader& facts) {
  SeedPart part;
  part.seed = facts.take("part").number();
  part.part.index = facts.number();
  part.part.count = facts.number();
  // So that numbers of runs can be computed.
  if (part.part.index >= part.part.count || part.part.count >> 32 != 0) {
    facts.fail("there is no such part");
  }
  facts.end();
  return part;
}

std::uint32_t take_small(std::string_view what, FactReader& facts) {
  const std::uint64_t number = facts.number();
  if (number == 0 || number >> 32 != 0) facts.fail(fmt::format("there is no such {}", what));
  return static_cast<std::uint32_t>(number);
}

MissBound take_bound(FactReader& facts) {
  const std::uint32_t threads = take_small("number of threads", facts.take("bound"));
  facts.end();
  std::vector<MissBound::Runs> runs;
  while (facts.at("promised")) {
    MissBound::Runs each;
    each.depth = take_small("depth", facts.take("promised"));
    each.points = facts.number();
    each.count = facts.number();
    if (each.points == 0 || each.depth > kMostDepth) facts.fail("nobody promises this");
    facts.end();
    runs.push_back(each);
  }
  return {threads, runs};
}

StrategyReport take_member(FactReader& facts) {
  StrategyReport member;
  member.name = facts.take("member").word();
  member.schedules = facts.number();
  member.steps = facts.number();
  member.broken = facts.number();
  member.time = nanoseconds_of(facts.number(), facts);
  facts.end();
  if (facts.at("bound")) member.miss_bound = take_bound(facts);
  return member;
}

std::shared_ptr<const TraceSet> take_traces(FactReader& facts) {
  if (facts.at("no-traces")) {
    facts.take("no-traces").end();
    return nullptr;
  }
  const std::uint64_t level = facts.take("traces").number();
  const std::uint64_t runs = facts.number();
  const std::uint64_t count = facts.number();
  facts.end();
  const auto entries = from_sketch(facts.take("sketch").word());
  std::optional<TraceSet> traces;
  if (entries && entries->size() == count && level < 64) {
    traces = TraceSet::of(*entries, static_cast<unsigned>(level), runs);
  }
  if (!traces) {
    facts.fail("this is not the sketch of these traces");
    return nullptr;
  }
  facts.end();
  return std::make_shared<const TraceSet>(*std::move(traces));
}

std::vector<std::uint64_t> take_situations(FactReader& facts) {
  std::vector<std::uint64_t> runs(situations());
  facts.take("situations");
  for (std::uint64_t& each : runs) each = facts.number();
  facts.end();
  return runs;
}

ScenarioReport take_scenario(FactReader& facts) {
  ScenarioReport scenario;
  scenario.name = take_text("scenario", facts);
  scenario.parameters = take_text("parameters", facts);
  scenario.determinism_checks = take_number("checks", facts);
  scenario.broken = take_number("broken", facts);
  scenario.complete = take_flag("complete", facts);
  if (facts.at("left-out")) scenario.left_out = take_text("left-out", facts);
  if (facts.at("situations")) scenario.situations = take_situations(facts);
  while (facts.at("member") && scenario.strategies.size() < TraceSet::kMostSources) {
    scenario.strategies.push_back(take_member(facts));
  }
  scenario.traces = take_traces(facts);
  scenario.derive();
  if (scenario.traces != nullptr && scenario.schedules != scenario.traces->runs()) {
    facts.fail(fmt::format("the runs of {} do not add up", scenario.name));
  }
  return scenario;
}

FoundRule take_finding(FactReader& facts) {
  FoundRule found;
  found.scenario = facts.take("finding").word();
  found.parameters = facts.word();
  found.strategy = facts.word();
  found.seed = facts.number();
  found.run = facts.number();
  found.hash = facts.number();
  found.decisions = facts.number();
  facts.end();
  found.finding.rule = facts.take("rule").word();
  found.finding.step = facts.number();
  facts.end();
  found.finding.what = take_text("what", facts);
  while (facts.at("detail")) found.finding.details.push_back(take_text("detail", facts));
  found.file = facts.take("file").word();
  found.write_error = facts.word();
  facts.end();
  return found;
}

void take_head(FactReader& facts, CampaignReport& report) {
  if (!facts.at("interleave-results")) {
    facts.fail("this is no file of results (explore --state writes one)");
  }
  const std::uint64_t version = facts.take("interleave-results").number();
  if (!facts.error() && version != kResultsVersion) {
    facts.fail(
        fmt::format("the file has version {}, this program reads {}", version, kResultsVersion));
  }
  facts.end();
  report.version = take_text("version", facts);
  report.strategy = take_text("strategy", facts);
  while (facts.at("part")) report.parts.push_back(take_part(facts));
  report.elapsed = nanoseconds_of(take_number("elapsed", facts), facts);
  report.interrupted = take_flag("interrupted", facts);
  while (facts.at("lost")) report.lost.push_back(take_text("lost", facts));
}

std::string system_error_text(int error) {
  return std::error_code(error, std::generic_category()).message();
}

}  // namespace

std::variant<CampaignReport, std::string> parse_results(std::string_view text) {
  FactReader facts(text);
  CampaignReport report;
  take_head(facts, report);
  while (facts.at("scenario")) {
    ScenarioReport scenario = take_scenario(facts);
    for (const ScenarioReport& other : report.scenarios) {
      if (other.name == scenario.name) facts.fail("there is a scenario twice");
    }
    report.scenarios.push_back(std::move(scenario));
  }
  while (facts.at("finding")) report.findings.push_back(take_finding(facts));
  facts.take("end").finish();
  if (facts.error()) return *facts.error();
  return report;
}

std::variant<CampaignReport, std::string> read_results(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             std::fclose);
  if (file == nullptr) return fmt::format("cannot read it: {}", system_error_text(errno));
  std::string text;
  std::array<char, 65536> chunk;
  std::size_t got = 0;
  while (text.size() <= kMostBytes &&
         (got = std::fread(chunk.data(), 1, chunk.size(), file.get())) > 0) {
    text.append(chunk.data(), got);
  }
  if (std::ferror(file.get()) != 0) {
    return fmt::format("cannot read it: {}", system_error_text(errno));
  }
  if (text.size() > kMostBytes) return std::string("it is too large for a file of results");
  return parse_results(text);
}

}  // namespace interleave::sim
