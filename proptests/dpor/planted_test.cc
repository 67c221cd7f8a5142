// Faults of the search itself: the comparison with brute force must see each of them.
#include <initializer_list>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "proptests/dpor/compare.h"
#include "proptests/dpor/small_programs.h"

namespace interleave::sim {
namespace {

std::vector<SmallProgram> all_programs() {
  std::vector<SmallProgram> programs = memory_programs();
  for (auto* more : {lock_programs, condition_programs, socket_programs, time_programs}) {
    for (SmallProgram& program : more()) programs.push_back(std::move(program));
  }
  return programs;
}

// In how many of the programs a search with these options misses something.
int programs_missed(const DporOptions& search) {
  int missing = 0;
  for (const auto& [name, program] : all_programs()) {
    const Seen reduced = see_reduced(program, search);
    const Seen right = see_reduced(program);  // which has been compared with brute force
    if (!missed(right, reduced).empty()) ++missing;
  }
  return missing;
}

using Pair = std::pair<OperationKind, OperationKind>;

DporOptions without(std::initializer_list<Pair> pairs) {
  DporOptions options;
  for (const auto& [a, b] : pairs) options.dependence.forget(a, b);
  return options;
}

TEST(PlantedFaults, NothingIsMissedWithoutOne) {
  EXPECT_EQ(programs_missed({}), 0);
}

TEST(PlantedFaults, NotificationsThatDoNotDependOnWaits) {
  EXPECT_GT(programs_missed(without({{OperationKind::notify_one, OperationKind::wait},
                                     {OperationKind::notify_all, OperationKind::wait}})),
            0);
}

TEST(PlantedFaults, LoadsThatDoNotDependOnStores) {
  EXPECT_GT(programs_missed(without({{OperationKind::load, OperationKind::store}})), 0);
}

TEST(PlantedFaults, StoresThatCommute) {
  EXPECT_GT(programs_missed(without({{OperationKind::store, OperationKind::store}})), 0);
}

TEST(PlantedFaults, UpdatesThatCommute) {
  EXPECT_GT(programs_missed(without({{OperationKind::update, OperationKind::update}})), 0);
}

TEST(PlantedFaults, LocksThatCommute) {
  EXPECT_GT(programs_missed(without({{OperationKind::lock, OperationKind::lock},
                                     {OperationKind::relock, OperationKind::lock}})),
            0);
}

TEST(PlantedFaults, ReadsThatDoNotDependOnSends) {
  EXPECT_GT(programs_missed(without({{OperationKind::read, OperationKind::send}})), 0);
}

TEST(PlantedFaults, PollsThatDoNotDependOnSends) {
  EXPECT_GT(programs_missed(without({{OperationKind::poll, OperationKind::send}})), 0);
}

TEST(PlantedFaults, AcceptsThatDoNotDependOnConnects) {
  EXPECT_GT(programs_missed(without({{OperationKind::accept, OperationKind::connect}})), 0);
}

TEST(PlantedFaults, ConnectsThatCommute) {
  EXPECT_GT(programs_missed(without({{OperationKind::connect, OperationKind::connect}})), 0);
}

TEST(PlantedFaults, SleepersThatNeverWakeUp) {
  DporOptions options;
  options.sleep = DporOptions::Sleep::for_ever;
  EXPECT_GT(programs_missed(options), 0);
}

// Not wrong, but a waste: sleep sets save runs.
TEST(PlantedFaults, WithoutSleepSetsRunsAreRepeated) {
  DporOptions options;
  options.sleep = DporOptions::Sleep::never;
  std::uint64_t with = 0;
  std::uint64_t without_sleep = 0;
  for (const auto& [name, program] : all_programs()) {
    const Seen awake = see_reduced(program, options, {}, 1, 20'000);
    const Seen right = see_reduced(program);
    EXPECT_EQ(missed(right, awake), "") << name;
    with += right.runs;
    without_sleep += awake.runs;
  }
  EXPECT_LT(with, without_sleep);
}

}  // namespace
}  // namespace interleave::sim
