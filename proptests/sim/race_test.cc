// Data races between simulated threads, in TSan builds: each run is judged by itself.
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/sim/program.h"

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
