// Source-DPOR against every run of small programs: each trace, each deadlock, each failure.
#include <gtest/gtest.h>

#include "proptests/dpor/compare.h"
#include "proptests/dpor/small_programs.h"

namespace interleave::sim {

void PrintTo(const SmallProgram& small, std::ostream* out) {
  *out << small.name;
}

namespace {

class Reduced : public testing::TestWithParam<SmallProgram> {};

TEST_P(Reduced, SeesWhatEveryRunShows) {
  const auto& [name, program] = GetParam();
  const Seen all = see_all(program);
  ASSERT_TRUE(all.complete) << "too large to be compared";
  for (const std::uint64_t seed : {1, 2, 3}) {
    const Seen reduced = see_reduced(program, {}, {}, seed);
    if (seed == 1) print(name, all, reduced);
    EXPECT_TRUE(reduced.complete);
    EXPECT_EQ(missed(all, reduced), "");
    EXPECT_EQ(reduced.traces.size(), all.traces.size());
    EXPECT_EQ(reduced.findings, all.findings);
    EXPECT_EQ(reduced.hashes, all.hashes);
    EXPECT_LE(reduced.runs, all.runs);
  }
}

// The names say what is to be found.
TEST_P(Reduced, FindsItsDeadlock) {
  const auto& [name, program] = GetParam();
  bool found = false;
  for (const std::string& finding : see_reduced(program).findings) {
    found = found || finding.starts_with("deadlock");
  }
  EXPECT_EQ(found, name.ends_with("Deadlock"));
}

std::string name_of(const testing::TestParamInfo<SmallProgram>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Memory, Reduced, testing::ValuesIn(memory_programs()), name_of);
INSTANTIATE_TEST_SUITE_P(Locks, Reduced, testing::ValuesIn(lock_programs()), name_of);
INSTANTIATE_TEST_SUITE_P(Conditions, Reduced, testing::ValuesIn(condition_programs()), name_of);
INSTANTIATE_TEST_SUITE_P(Sockets, Reduced, testing::ValuesIn(socket_programs()), name_of);
INSTANTIATE_TEST_SUITE_P(Time, Reduced, testing::ValuesIn(time_programs()), name_of);

}  // namespace
}  // namespace interleave::sim
