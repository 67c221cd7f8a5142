// The same program as a test of GoogleTest.
#include "sim/gtest/scenario_test.h"
#include "use_queue.h"

INTERLEAVE_TEST(Queue, GivesEverythingOut) {
  use_queue(world);
}
