#include <string>

#include "sim/campaign/facts.h"
#include "sim/campaign/results_file.h"
#include "sim/campaign/trace_sketch.h"

namespace interleave::sim {
namespace {

void write_member(const StrategyReport& member, FactWriter& facts) {
  facts.begin("member")
      .word(member.name)
      .number(member.schedules)
      .number(member.steps)
      .number(member.broken)
      .number(static_cast<std::uint64_t>(member.time.count()))
      .end();
  const MissBound& bound = member.miss_bound;
  if (bound.depth() == 0) return;
  facts.begin("bound").number(bound.threads()).end();
  for (const MissBound::Runs& each : bound.content()) {
    facts.begin("promised").number(each.depth).number(each.points).number(each.count).end();
  }
}

void write_traces(const ScenarioReport& scenario, FactWriter& facts) {
  if (scenario.traces == nullptr) {
    facts.begin("no-traces").end();
    return;
  }
  const TraceSet& traces = *scenario.traces;
  const std::vector<std::uint64_t> entries = traces.entries();
  facts.begin("traces").number(traces.level()).number(traces.runs()).number(entries.size()).end();
  facts.begin("sketch").word(to_sketch(entries)).end();
}

void write_situations(const ScenarioReport& scenario, FactWriter& facts) {
  if (scenario.situations.empty()) return;
  facts.begin("situations");
  for (const std::uint64_t runs : scenario.situations) facts.number(runs);
  facts.end();
}

void write_scenario(const ScenarioReport& scenario, FactWriter& facts) {
  facts.begin("scenario").word(scenario.name).end();
  facts.begin("parameters").word(scenario.parameters).end();
  facts.begin("checks").number(scenario.determinism_checks).end();
  facts.begin("broken").number(scenario.broken).end();
  facts.begin("complete").number(scenario.complete ? 1 : 0).end();
  if (!scenario.left_out.empty()) facts.begin("left-out").word(scenario.left_out).end();
  write_situations(scenario, facts);
  for (const StrategyReport& member : scenario.strategies) write_member(member, facts);
  write_traces(scenario, facts);
}

void write_finding(const FoundRule& found, FactWriter& facts) {
  facts.begin("finding")
      .word(found.scenario)
      .word(found.parameters)
      .word(found.strategy)
      .number(found.seed)
      .number(found.run)
      .number(found.hash)
      .number(found.decisions)
      .end();
  facts.begin("rule").word(found.finding.rule).number(found.finding.step).end();
  facts.begin("what").word(found.finding.what).end();
  for (const std::string& detail : found.finding.details) facts.begin("detail").word(detail).end();
  facts.begin("file").word(found.file).word(found.write_error).end();
}

}  // namespace

std::string to_text(const CampaignReport& report) {
  FactWriter facts;
  facts.begin("interleave-results").number(kResultsVersion).end();
  facts.begin("version").word(report.version).end();
  facts.begin("strategy").word(report.strategy).end();
  for (const SeedPart& each : report.parts) {
    facts.begin("part").number(each.seed).number(each.part.index).number(each.part.count).end();
  }
  facts.begin("elapsed").number(static_cast<std::uint64_t>(report.elapsed.count())).end();
  facts.begin("interrupted").number(report.interrupted ? 1 : 0).end();
  for (const std::string& lost : report.lost) facts.begin("lost").word(lost).end();
  for (const ScenarioReport& scenario : report.scenarios) write_scenario(scenario, facts);
  for (const FoundRule& found : report.findings) write_finding(found, facts);
  facts.begin("end").end();
  return facts.text();
}

}  // namespace interleave::sim
