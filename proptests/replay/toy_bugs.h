// Small programs that are wrong on purpose, for the tests of what happens when a rule is broken.
#ifndef INTERLEAVE_PROPTESTS_REPLAY_TOY_BUGS_H_
#define INTERLEAVE_PROPTESTS_REPLAY_TOY_BUGS_H_

#include <memory>
#include <string_view>
#include <vector>

#include "sim/engine/scenario.h"

namespace interleave::proptests {

// "ab-ba": two threads take two mutexes in opposite orders.
// "lost-wakeup": a flag is set, and its waiter notified, without the lock.
// "null": a thread reads through a null pointer when it comes first.
// "race": two threads count without a lock; for TSan.
// "use-after-free": a thread reads what another has deleted; for ASan.
// "counter": what the second run of a process does differs from what the first has done.
// "fine": a thread that takes a mutex; the recordings of good runs are made with it.
std::vector<std::unique_ptr<sim::Scenario>> toy_bugs();

std::unique_ptr<sim::Scenario> make_toy_bug(std::string_view name);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_REPLAY_TOY_BUGS_H_
