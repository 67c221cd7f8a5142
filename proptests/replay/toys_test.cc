// The example scenarios come back from their names and parameters, as recordings need it.
#include "proptests/scenarios/toy/toys.h"

#include <string>

#include <gtest/gtest.h>

namespace interleave::proptests::toy {
namespace {

TEST(Toys, ComeBackFromTheirParameters) {
  for (const auto& scenario : scenarios()) {
    const auto again = make_scenario(scenario->name(), scenario->parameters());
    ASSERT_NE(again, nullptr) << scenario->name();
    EXPECT_EQ(again->name(), scenario->name());
    EXPECT_EQ(again->parameters(), scenario->parameters());
  }
  const std::string other = "producers=1 consumers=4 items=9 capacity=7";
  EXPECT_EQ(make_scenario("bounded-queue", other)->parameters(), other);
}

TEST(Toys, AreNotMadeFromOtherParameters) {
  for (const char* wrong :
       {"", "producers=3", "consumers=2 producers=3 items=3 capacity=2",
        "producers=0 consumers=2 items=3 capacity=2",
        "producers=101 consumers=2 items=3 capacity=2",
        "producers=3x consumers=2 items=3 capacity=2",
        "producers=3 consumers=2 items=3 capacity=2 x", "producers= consumers=2 items=3 capacity=2",
        "producers consumers=2 items=3 capacity=2"}) {
    EXPECT_EQ(make_scenario("bounded-queue", wrong), nullptr) << wrong;
  }
  EXPECT_EQ(make_scenario("philosophers", "philosophers=1"), nullptr);
  EXPECT_EQ(make_scenario("nobody", ""), nullptr);
}

}  // namespace
}  // namespace interleave::proptests::toy
