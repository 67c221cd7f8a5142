// What half of the workloads have is drawn in about half of them, and is met when they run.
#include "proptests/properties/gen_workload.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "model/probes/mark.h"
#include "proptests/scenarios/daemon_scenario.h"
#include "proptests/scenarios/scripted_program.h"
#include "sim/engine/simulation.h"
#include "sim/strategies/random_walk.h"

namespace interleave::proptests {
namespace {

std::vector<Workload> drawn(std::uint64_t count) {
  // As RapidCheck's own do.
  constexpr std::uint64_t kSizes = 101;
  const rc::Gen<Workload> generator = gen_workload();
  std::vector<Workload> workloads;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    workloads.push_back(generator(rc::Random(seed), static_cast<int>(seed % kSizes)).value());
  }
  return workloads;
}

bool opens_streams(const Workload& workload) {
  return std::ranges::any_of(workload.clients, [](const std::vector<Action>& actions) {
    return std::ranges::any_of(
        actions, [](const Action& action) { return action.behaviour >= Behaviour::pull; });
  });
}

TEST(GenWorkload, HasEachFeatureInAboutHalf) {
  constexpr std::uint64_t kCount = 500;
  const std::vector<Workload> workloads = drawn(kCount);
  const auto share = [&](auto has) {
    return static_cast<double>(std::ranges::count_if(workloads, has)) / kCount;
  };
  const double logins = share([](const Workload& each) { return each.login; });
  const double keepalive = share([](const Workload& each) { return each.keepalive_ms > 0; });
  const double streams = share(opens_streams);
  for (const double each : {logins, keepalive, streams}) {
    EXPECT_GT(each, 0.4);
    EXPECT_LT(each, 0.6);
  }
  EXPECT_GT(share([](const Workload& each) { return each.layer; }), 0.02);
  EXPECT_GT(share([](const Workload& each) {
              return each.login && each.keepalive_ms > 0 && opens_streams(each);
            }),
            0.06);
}

// Threads of a run count together; that they do puts none of them before another.
class Count {
 public:
  void operator++() { value_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

// What the clients of some runs have got, and what was seen beside the trace.
struct Met {
  Count stream_data;
  Count streams_that_failed;
  Count admitted;
  Count refused_as_nobody;
  std::array<Count, 256> marks;  // by Mark

  Count& of(Mark mark) { return marks[static_cast<std::uint8_t>(mark)]; }

  void hear(const rpc::Message& message) {
    const rpc::FrameHeader& header = message.header;
    const auto behaviour = static_cast<Behaviour>(header.procedure % 100);
    if (header.type == rpc::FrameType::stream) {
      ++(header.status == rpc::FrameStatus::error ? streams_that_failed : stream_data);
    } else if (behaviour == Behaviour::login && header.status == rpc::FrameStatus::ok) {
      ++admitted;
    } else if (message.body.size() == 4 && message.body.front() == kAnonymousMark) {
      ++refused_as_nobody;
    }
  }
};

TEST(GenWorkload, MeetsWhatIsDrawn) {
  sim::Simulation simulation;
  sim::RandomWalk strategy;
  Met met;
  sim::RunOptions options;
  options.on_mark = [&met](Mark mark, std::uint64_t) { ++met.of(mark); };
  for (const Workload& workload : drawn(300)) {
    const DaemonScenario scenario(
        "workload", "a property's", workload,
        [&met](std::uint32_t, const rpc::Message& message) { met.hear(message); });
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      options.faults = sim::Faults::swarm(seed);
      const sim::RunResult& result = simulation.run(scenario, strategy, seed, options);
      ASSERT_FALSE(result.finding) << to_text(workload) << "\n" << result.finding->what;
    }
  }
  EXPECT_GT(met.stream_data.value(), 20U);
  EXPECT_GT(met.streams_that_failed.value(), 2U);
  EXPECT_GT(met.admitted.value(), 20U);
  EXPECT_GT(met.refused_as_nobody.value(), 20U);
  EXPECT_GT(met.of(Mark::asked_for_life).value(), 10U);
  EXPECT_GT(met.of(Mark::answered_for_life).value(), 5U);
  EXPECT_GT(met.of(Mark::given_up_silent).value(), 2U);
}

}  // namespace
}  // namespace interleave::proptests
