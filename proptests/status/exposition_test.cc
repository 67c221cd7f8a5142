#include "daemon/status/exposition.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace interleave::daemon {
namespace {

using std::chrono::nanoseconds;
using ::testing::HasSubstr;

TEST(Exposition, FamiliesAndSamples) {
  Exposition page;
  page.gauge("a", "What it is.", 7);
  page.counter("b_total", "Another.");
  page.sample({{"reason", "x"}, {"text", "a\"b\\c\nd"}}, 3);
  EXPECT_EQ(page.text(),
            "# HELP a What it is.\n# TYPE a gauge\na 7\n"
            "# HELP b_total Another.\n# TYPE b_total counter\n"
            "b_total{reason=\"x\",text=\"a\\\"b\\\\c\\nd\"} 3\n");
}

TEST(Exposition, HistogramsAreSummedUp) {
  TimeHistogram times;
  times.add(nanoseconds(50));
  times.add(nanoseconds(250));
  times.add(std::chrono::seconds(200));
  Exposition page;
  page.histogram("t_seconds", "Times.");
  page.times({{"lock", "server"}}, times);
  EXPECT_THAT(page.text(), HasSubstr("t_seconds_bucket{lock=\"server\",le=\"0.0000001\"} 1\n"
                                     "t_seconds_bucket{lock=\"server\",le=\"0.0000003\"} 2\n"));
  EXPECT_THAT(page.text(), HasSubstr("le=\"100\"} 2\n"
                                     "t_seconds_bucket{lock=\"server\",le=\"+Inf\"} 3\n"
                                     "t_seconds_sum{lock=\"server\"} 200.0000003\n"
                                     "t_seconds_count{lock=\"server\"} 3\n"));
}

RC_GTEST_PROP(Exposition, SecondsAreExact, ()) {
  const auto count = *rc::gen::inRange<std::int64_t>(-5'000'000'000, 5'000'000'000);
  const std::string text = exact_seconds(nanoseconds(count));
  RC_ASSERT(std::abs(std::stod(text) - static_cast<double>(count) / 1e9) < 1e-12);
  RC_ASSERT(!text.ends_with('.'));
}

}  // namespace
}  // namespace interleave::daemon
