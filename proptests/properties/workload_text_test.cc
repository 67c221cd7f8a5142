#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "proptests/properties/gen_workload.h"

namespace interleave::proptests {
namespace {

RC_GTEST_PROP(WorkloadText, ReadsBackWhatItWrites, ()) {
  const Workload workload = *gen_workload();
  const auto parsed = parse_workload(to_text(workload));
  RC_ASSERT(std::holds_alternative<Workload>(parsed));
  RC_ASSERT(std::get<Workload>(parsed) == workload);
}

TEST(WorkloadText, NamesWhatIsWrong) {
  const auto problem = [](const char* text) {
    const auto parsed = parse_workload(text);
    const std::string* wrong = std::get_if<std::string>(&parsed);
    return wrong == nullptr ? std::string("nothing") : *wrong;
  };
  EXPECT_EQ(problem("; quick +slow! replies"), "nothing");
  EXPECT_NE(problem("mox=3").find("mox=3"), std::string::npos);
  EXPECT_NE(problem("max=").find("max="), std::string::npos);
  EXPECT_NE(problem("max=0").find("max=0"), std::string::npos);
  EXPECT_NE(problem("min=3 max=2").find("min=3"), std::string::npos);
  EXPECT_NE(problem("stop=never").find("stop=never"), std::string::npos);
  EXPECT_NE(problem("; quick; slow dance").find("client 2: \"dance\""), std::string::npos);
}

}  // namespace
}  // namespace interleave::proptests
