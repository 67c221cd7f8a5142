// POS against exact chances.
#include "sim/strategies/pos.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/sim/program.h"
#include "proptests/strategies/chance.h"
#include "proptests/strategies/pos_reference.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

void run_thread(const std::string& thread, Mutex& mutex, Shared<int>& first,
                Shared<int>& second) IL_NO_THREAD_SAFETY_ANALYSIS {
  for (std::size_t at = 0; at < thread.size(); ++at) {
    const char kind = thread[at];
    if (kind == 'l') mutex.lock();
    if (kind == 'u') mutex.unlock();
    if (kind != 'r' && kind != 'w') continue;
    Shared<int>& variable = thread[++at] == '1' ? first : second;
    if (kind == 'w') {
      variable.store(1);
    } else {
      static_cast<void>(variable.load());
    }
  }
}

Program program_of(const std::vector<std::string>& threads) {
  return Program([threads](SimWorld& world) {
    const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
    Shared<int> first(world, {"first"});
    Shared<int> second(world, {"second"});
    std::vector<std::unique_ptr<Thread>> children;
    for (std::uint32_t i = 0; i < threads.size(); ++i) {
      children.push_back(spawn(world, {"thread", i + 1},
                               [&, i] { run_thread(threads[i], *mutex, first, second); }));
    }
    for (const auto& child : children) child->join();
  });
}

char letter(std::uint32_t thread, const PendingOperation& operation) {
  switch (operation.kind) {
    case OperationKind::load:
    case OperationKind::store:
    case OperationKind::lock:
      return static_cast<char>('0' + thread - 1);
    default:
      return '\0';
  }
}

class Small : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(Small, ChancesAreThoseOfTheDefinition) {
  Pos strategy;
  const Counts counts = words(program_of(GetParam()), strategy, letter, 20'000);
  EXPECT_LT(misfit(counts, pos_chances(GetParam())), 1);
}

// Whether what cannot be done draws again is of no consequence.
TEST_P(Small, DisabledOperationsNeedNotDrawAgain) {
  const Chances chances = pos_chances(GetParam());
  for (const auto& [word, chance] : pos_chances(GetParam(), {.disabled_again = true})) {
    EXPECT_NEAR(chances.at(word), chance, 1e-9) << word;
  }
}

INSTANTIATE_TEST_SUITE_P(Pos, Small,
                         testing::Values(std::vector<std::string>{"w1", "w1w1"},
                                         std::vector<std::string>{"w1", "w2r1"},
                                         std::vector<std::string>{"r1w2", "r1"},
                                         std::vector<std::string>{"lw1u", "lw1u"},
                                         std::vector<std::string>{"lw1uw2", "w2"}));

// Without the second draws it is another strategy, and one that the counts tell from POS.
TEST(Pos, TheSecondDrawsMatter) {
  const std::vector<std::string> threads = {"w1", "w1w1"};
  Pos strategy;
  const Counts counts = words(program_of(threads), strategy, letter, 20'000);
  EXPECT_GT(misfit(counts, pos_chances(threads, {.draw_again = false})), 2);
}

// Two loads commute: neither draws again for the other.
TEST(Pos, LoadsDoNotRace) {
  const std::vector<std::string> loads = {"r1", "r1r1"};
  Pos strategy;
  const Counts counts = words(program_of(loads), strategy, letter, 20'000);
  EXPECT_LT(misfit(counts, pos_chances(loads)), 1);
  EXPECT_GT(misfit(counts, pos_chances({"w1", "w1w1"})), 2);
}

}  // namespace
}  // namespace interleave::sim
