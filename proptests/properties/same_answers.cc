#include "proptests/properties/same_answers.h"

#include <ostream>

#include <fmt/format.h>

#include "daemon/rpc/frame.h"
#include "proptests/scenarios/daemon_scenario.h"
#include "sim/engine/simulation.h"
#include "sim/shrink/plan_strategy.h"
#include "sim/strategies/random_walk.h"

namespace interleave::proptests {
namespace {

constexpr sim::Fault kHarmless[] = {sim::Fault::spurious_wakeup, sim::Fault::early_time,
                                    sim::Fault::short_transfer, sim::Fault::would_block};

Workload in_this_way(Workload workload, const Way& way) {
  workload.min_workers = 1;
  workload.max_workers = way.max_workers;
  workload.prio_workers = way.prio_workers;
  workload.max_client_requests = way.max_client_requests;
  workload.buffer = way.buffer;
  return workload;
}

std::string in_words(const Messages& messages) {
  std::string text;
  for (const auto& message : messages) {
    text += text.empty() ? "" : ", ";
    for (const std::byte byte : message) text += fmt::format("{:02x}", std::to_integer<int>(byte));
  }
  return text.empty() ? "nothing" : text;
}

}  // namespace

sim::Faults harmless(const sim::Faults& from) {
  sim::Faults faults;
  for (const sim::Fault each : kHarmless) faults[each] = from[each];
  return faults;
}

Heard answers_of(const Workload& workload, const Way& way) {
  // Each client's are its thread's own, as long as that runs.
  std::vector<std::map<std::uint32_t, Messages>> by_client(workload.clients.size() + 1);
  const DaemonScenario scenario("workload", "the same for all ways", in_this_way(workload, way),
                                [&](std::uint32_t client, const rpc::Message& message) {
                                  by_client.at(client)[message.header.serial].push_back(
                                      rpc::encode_frame(message.header, message.body));
                                });
  sim::RunOptions options;
  options.faults = way.faults;
  sim::PlanStrategy in_turn;
  in_turn.set({});
  sim::RandomWalk random;
  sim::Strategy& strategy = way.schedule ? static_cast<sim::Strategy&>(random) : in_turn;
  sim::Simulation simulation;
  const sim::RunResult& result =
      simulation.run(scenario, strategy, way.schedule.value_or(1), options);
  Heard heard;
  if (result.finding) heard.broken = result.finding->rule + ": " + result.finding->what;
  for (std::uint32_t client = 0; client < by_client.size(); ++client) {
    for (auto& [serial, messages] : by_client[client]) {
      heard.answers[{client, serial}] = std::move(messages);
    }
  }
  return heard;
}

std::string difference(const Answers& one, const Answers& other) {
  Answers all = one;
  all.insert(other.begin(), other.end());
  const auto got = [](const Answers& answers, const Answers::key_type& call) {
    const auto found = answers.find(call);
    return found == answers.end() ? Messages() : found->second;
  };
  for (const auto& [call, messages] : all) {
    const auto here = got(one, call);
    const auto there = got(other, call);
    if (here == there) continue;
    return fmt::format("client {}, call {}: {} and {}", call.first, call.second, in_words(here),
                       in_words(there));
  }
  return {};
}

void showValue(const Way& way, std::ostream& out) {
  out << fmt::format("workers=1..{} prio={} requests={} buffer={} schedule={}", way.max_workers,
                     way.prio_workers, way.max_client_requests, way.buffer,
                     way.schedule ? fmt::format("random {}", *way.schedule) : "in turn");
  for (const sim::Fault each : kHarmless) {
    if (way.faults.exists(each)) out << " " << to_string(each);
  }
}

}  // namespace interleave::proptests
