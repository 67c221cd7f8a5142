// The uniform walk is uniform over the interleavings of programs that do not block; SURW is uniform
// over the orders of the accesses to its object.
#include <string>

#include <gtest/gtest.h>

#include "proptests/strategies/chance.h"
#include "proptests/strategies/forest.h"
#include "sim/strategies/surw.h"
#include "sim/strategies/uniform_walk.h"

namespace interleave::sim {
namespace {

constexpr int kRuns = 20'000;

double misfit_of(Strategy& strategy, const Forest& forest, Told told) {
  const Program program = program_of(forest);
  return misfit(words(program, strategy, letters_of(forest, told), kRuns), all_words(forest, told));
}

// Flat, unequal, with a spawn between accesses, with grandchildren, with a late child.
const Forest kForests[] = {{"12", "xx", "xx"}, {"12", "x", "xxxx"},    {"1x2x", "xx", "x"},
                           {"1", "x2x", "xx"}, {"123", "x", "x", "x"}, {"1x", "2x", "3x", "x"}};

class Forests : public testing::TestWithParam<Forest> {};

TEST_P(Forests, EachInterleavingIsAsLikely) {
  UniformWalk strategy;
  EXPECT_LT(misfit_of(strategy, GetParam(), Told::everything), 1);
}

TEST_P(Forests, TheRandomWalkIsFarFromIt) {
  RandomWalk strategy;
  EXPECT_GT(misfit_of(strategy, GetParam(), Told::everything), 2);
}

INSTANTIATE_TEST_SUITE_P(Uniform, Forests, testing::ValuesIn(kForests));

// With operations on other objects between the accesses, and before.
const Forest kSelective[] = {{"12", "xx", "xx"},        {"12", "ooooox", "xxxx"},
                             {"1x2x", "xox", "oxo"},    {"1", "xoo2x", "xx"},
                             {"123", "oxox", "x", "x"}, {"1x", "2oox", "3x", "ox"}};

class Orders : public testing::TestWithParam<Forest> {};

TEST_P(Orders, EachIsAsLikely) {
  Surw strategy;
  EXPECT_LT(misfit_of(strategy, GetParam(), Told::shared), 1);
}

TEST_P(Orders, TheRandomWalkIsFarFromIt) {
  RandomWalk strategy;
  EXPECT_GT(misfit_of(strategy, GetParam(), Told::shared), 2);
}

INSTANTIATE_TEST_SUITE_P(Surw, Orders, testing::ValuesIn(kSelective));

// Tells its strategy other keys in each run, as if threads and objects had no names that stay.
template <class S>
class Nameless final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "nameless"; }
  void begin_run(std::uint64_t seed) override {
    salt_ = seed << 32;
    strategy_.begin_run(seed);
  }
  std::uint32_t pick_thread(const Choice& choice) override { return strategy_.pick_thread(choice); }
  std::uint32_t pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                     const char* site) override {
    return strategy_.pick(kind, options, object, site);
  }
  [[nodiscard]] bool follows() const override { return true; }
  void thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) override {
    strategy_.thread_made(thread, parent, key ^ salt_);
  }
  void thread_ended(std::uint32_t thread) override { strategy_.thread_ended(thread); }
  void object_made(ObjectId id, ObjectKind kind, std::uint64_t key) override {
    strategy_.object_made(id, kind, key ^ salt_);
  }
  void on_operation(std::uint32_t thread, const PendingOperation& operation) override {
    strategy_.on_operation(thread, operation);
  }

 private:
  std::uint64_t salt_ = 0;
  S strategy_;
};

TEST(Identity, CountsAreOfNoUseToThoseWhoHaveNoName) {
  Nameless<UniformWalk> uniform;
  EXPECT_GT(misfit_of(uniform, kForests[1], Told::everything), 2);
  Nameless<Surw> surw;
  EXPECT_GT(misfit_of(surw, kSelective[1], Told::shared), 2);
}

}  // namespace
}  // namespace interleave::sim
