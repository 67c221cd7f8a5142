// Data races between simulated threads, in TSan builds: each run is judged by itself.
#include <cstdint>
#include <memory>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/sim/program.h"
#include "sim/replay/recorder.h"
#include "sim/replay/replay.h"

namespace interleave::sim {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Pair;
using testing::UnorderedElementsAre;

enum class Guard { none, different, same };

// Two threads change one variable, each under a lock of its own, the same lock, or none.
Program shared_variable(Guard guard) {
  return Program([guard](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto other = world.threads().make_mutex({"other mutex"}, Rank::unranked);
    int variable = 0;
    const auto body = [&](Mutex& own) {
      {
        const Locked both_pass_here(*mutex);
      }
      if (guard == Guard::none) {
        ++variable;
      } else {
        const Locked lock(own);
        ++variable;
      }
    };
    const auto one = spawn(world, {"one"}, [&] { body(*mutex); });
    const auto two =
        spawn(world, {"two"}, [&] { body(guard == Guard::different ? *other : *mutex); });
    one->join();
    two->join();
  });
}

TEST(Races, AnUnguardedVariableIsFound) {
  EXPECT_THAT(verdicts(shared_variable(Guard::none), 200), Contains(Key("data-race")));
}

// For every seed, soon; its recording goes through a file's text and shows it again.
TEST(Races, AnUnguardedVariableIsFoundForTwentyOfTwentySeedsAndReplays) {
  const Program program = shared_variable(Guard::none);
  RandomWalk strategy;
  const RunOptions options;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto simulation = bare_simulation();
    RunResult result;
    std::uint64_t run = 0;
    for (; run < 20 && !result.finding; ++run) {
      result = simulation->run(program, strategy, seed * 1000 + run, options);
    }
    ASSERT_TRUE(result.finding) << "seed " << seed;
    EXPECT_EQ(result.finding->rule, "data-race");
    const RunOrigin origin{program, strategy.name(), seed * 1000 + run - 1, options};
    const std::string text = to_text(make_recording(origin, *simulation, result));
    const auto outcome =
        replay(*bare_simulation(), program, std::get<Recording>(parse_recording(text)));
    const auto& replayed = std::get<ReplayResult>(outcome);
    EXPECT_FALSE(replayed.divergence) << replayed.divergence->met;
    ASSERT_TRUE(replayed.result.finding);
    EXPECT_EQ(replayed.result.finding->rule, "data-race");
  }
}

// What a simulator would see that told TSan nothing: each switch passes for a hand-over, which
// orders what one thread has done before what the next one does.
TEST(Races, SwitchesThatOrderWouldHideThem) {
  const Program program = shared_variable(Guard::none);
  const auto naive = bare_simulation({.switches_order = true});
  RandomWalk strategy;
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    EXPECT_FALSE(naive->run(program, strategy, seed, {}).finding) << "seed " << seed;
  }
}

// The lock that both have held before orders some of the runs, and those are no race: each run is
// judged by itself.
TEST(Races, AVariableUnderTwoLocksIsFoundInThoseRunsThatRace) {
  EXPECT_THAT(verdicts(shared_variable(Guard::different), 200),
              UnorderedElementsAre(Key(""), Key("data-race")));
}

TEST(Races, AVariableUnderOneLockIsClean) {
  EXPECT_THAT(verdicts(shared_variable(Guard::same), 200), ElementsAre(Pair("", 200)));
}

TEST(Races, HandingOverByCondvarThreadAndSocketIsClean) {
  const Program program([](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    const auto changed = world.threads().make_condvar({"changed"}, *mutex);
    const auto listener = world.listen({"door"});
    auto text = std::make_unique<std::string>("made by the parent, long enough for the heap");
    bool handed = false;
    const auto child = spawn(world, {"child"}, [&] {
      *text += ", changed by the child";
      SimSocket socket = world.connect({"door"});
      text = std::make_unique<std::string>(*text + " and by the socket's sender");
      const std::byte byte{1};
      check(world, socket.send({&byte, 1}) == IoStatus::ok, "send");
      const Locked lock(*mutex);
      handed = true;
      changed->notify_one();
    });
    {
      const Locked lock(*mutex);
      changed->wait([&] { return handed; });
      *text += ", and after the wakeup";
    }
    Accepted accepted = listener->accept();
    std::byte byte{};
    check(world, accepted.stream->read_some({&byte, 1}).bytes == 1, "read");
    child->join();
    text.reset();
  });
  EXPECT_THAT(verdicts(program, 200), ElementsAre(Pair("", 200)));
}

}  // namespace
}  // namespace interleave::sim
