// Source-DPOR against every run of programs drawn at random.
#include <cstdio>

#include <gtest/gtest.h>

#include "proptests/dpor/compare.h"
#include "proptests/dpor/random_program.h"

namespace interleave::sim {
namespace {

TEST(RandomPrograms, SeeWhatEveryRunShows) {
  constexpr int kPrograms = INTERLEAVE_RANDOM_PROGRAMS;
  constexpr std::uint64_t kMostRuns = 2'500;
  std::uint64_t runs = 0, reduced_runs = 0, blocked = 0, traces = 0, deadlocks = 0, failures = 0;
  std::uint64_t seed = 0;
  for (int compared = 0; compared < kPrograms;) {
    const RandomProgram program(++seed);
    const Seen all = see_all(program, {}, kMostRuns);
    if (!all.complete) continue;  // too large
    ++compared;
    const Seen reduced = see_reduced(program, {}, {}, seed, 2 * kMostRuns);
    EXPECT_TRUE(reduced.complete) << seed << ": " << program.parameters();
    EXPECT_EQ(missed(all, reduced), "") << seed << ": " << program.parameters();
    EXPECT_EQ(reduced.traces.size(), all.traces.size()) << seed << ": " << program.parameters();
    EXPECT_EQ(reduced.findings, all.findings) << seed << ": " << program.parameters();
    EXPECT_EQ(reduced.hashes, all.hashes) << seed << ": " << program.parameters();
    runs += all.runs;
    reduced_runs += reduced.runs;
    blocked += reduced.blocked;
    traces += all.traces.size();
    for (const std::string& finding : all.findings) {
      ++(finding.starts_with("deadlock") ? deadlocks : failures);
    }
    if (testing::Test::HasFailure()) return;
  }
  std::printf(
      "%d of %llu programs: brute force %llu runs, reduced %llu, %llu blocked; %llu traces; "
      "%llu with a deadlock, %llu other findings\n",
      kPrograms, static_cast<unsigned long long>(seed), static_cast<unsigned long long>(runs),
      static_cast<unsigned long long>(reduced_runs), static_cast<unsigned long long>(blocked),
      static_cast<unsigned long long>(traces), static_cast<unsigned long long>(deadlocks),
      static_cast<unsigned long long>(failures));
  EXPECT_GT(deadlocks, kPrograms / 15U);
  EXPECT_GT(failures, kPrograms / 15U);
}

}  // namespace
}  // namespace interleave::sim
