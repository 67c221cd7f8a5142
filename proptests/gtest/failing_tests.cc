// interleave_failing_tests: what INTERLEAVE_TEST says when a rule is broken. Run by
// failing_tests_test.py.
#include <memory>

#include "model/seam/threads.h"
#include "proptests/replay/toy_bugs.h"
#include "sim/gtest/scenario_test.h"
#include "sim/world/crew.h"

namespace interleave::proptests {
namespace {

// Adds one to what it has read before it has the lock.
void add(Mutex& mutex, int& value) {
  mutex.lock();
  const int before = value;
  mutex.unlock();
  mutex.lock();
  value = before + 1;
  mutex.unlock();
}

INTERLEAVE_TEST(Failing, Expectation, .schedules = 2'000) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  int value = 0;
  sim::Crew crew(world);
  for (unsigned i = 1; i <= 2; ++i) crew.start({"adder", i}, [&] { add(*mutex, value); });
  crew.join();
  EXPECT_EQ(value, 2) << "an addition is lost";
}

INTERLEAVE_TEST(Failing, Rule, .seed = 5) {
  world.broken_rule("my-rule", "always");
}

INTERLEAVE_TEST(Failing, Clean, .schedules = 50) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  mutex->lock();
  mutex->unlock();
}

INTERLEAVE_SCENARIO_TEST(Failing, Scenario, make_toy_bug("ab-ba"));
INTERLEAVE_SCENARIO_TEST(Failing, Nothing, make_toy_bug("no-such"));
INTERLEAVE_TEST(Failing, Options, .schedules = 0) {}

}  // namespace
}  // namespace interleave::proptests
