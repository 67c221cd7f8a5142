#include "sim/cli/simple_catalogue.h"

#include <gtest/gtest.h>

namespace interleave::sim {
namespace {

TEST(SimpleCatalogue, ListsAndMakesWhatWasAdded) {
  SimpleCatalogue catalogue;
  catalogue.add("one", "the first", [](SimWorld&) {}).add("two", "the second", [](SimWorld&) {});
  const auto all = catalogue.list();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0]->name(), "one");
  EXPECT_EQ(all[1]->summary(), "the second");
  EXPECT_EQ(all[1]->parameters(), "");
  const auto two = catalogue.make("two", "");
  ASSERT_NE(two, nullptr);
  EXPECT_EQ(two->name(), "two");
}

TEST(SimpleCatalogue, HasNothingElse) {
  SimpleCatalogue catalogue;
  EXPECT_TRUE(catalogue.list().empty());
  catalogue.add("one", "", [](SimWorld&) {});
  EXPECT_EQ(catalogue.make("two", ""), nullptr);
  EXPECT_EQ(catalogue.make("one", "size=3"), nullptr);
}

TEST(SimpleCatalogueDeathTest, ANameIsTakenOnce) {
  SimpleCatalogue catalogue;
  catalogue.add("one", "", [](SimWorld&) {});
  EXPECT_DEATH(catalogue.add("one", "", [](SimWorld&) {}), "a scenario has a name of its own");
}

}  // namespace
}  // namespace interleave::sim
