// The book: all rules, their names, and how a run is read.
#include "model/rules/rule_book.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

// Has no business with a run before its first condition variable. Keeps what it is shown.
class LateReader final : public Monitor {
 public:
  explicit LateReader(std::vector<Event>& shown) : shown_(shown) {}

  [[nodiscard]] std::string_view rule() const override { return "late"; }
  [[nodiscard]] std::string_view statement() const override { return "Nothing must hold."; }
  [[nodiscard]] EventSet events() const override {
    return {Event::object_created, Event::lock_requested};
  }
  void begin_run() override { sleeps_ = true; }
  [[nodiscard]] bool sleeps() const override { return sleeps_; }
  std::optional<Finding> on(const Record& record, const RunState& state) override {
    shown_.push_back(record.event);
    if (state.object(record.object).kind == ObjectKind::condvar) sleeps_ = false;
    return std::nullopt;
  }

 private:
  std::vector<Event>& shown_;
  bool sleeps_ = true;
};

TEST(AllRules, EachHasANameAndAStatementOfItsOwn) {
  std::set<std::string> names;
  std::set<std::string> statements;
  const std::vector<std::unique_ptr<Monitor>> rules = all_rules();
  for (const std::unique_ptr<Monitor>& rule : rules) {
    EXPECT_TRUE(names.insert(std::string(rule->rule())).second) << rule->rule();
    EXPECT_TRUE(statements.insert(std::string(rule->statement())).second) << rule->rule();
    EXPECT_EQ(rule->statement().back(), '.') << rule->rule();
    EXPECT_EQ(rule->rule().find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string::npos);
  }
  EXPECT_THAT(names,
              IsSupersetOf({"lock-order", "api-under-lock", "lock-across-blocking", "deadlock",
                            "mutex-misuse", "lost-wakeup", "lost-job", "use-after-free", "leak",
                            "bounded-shutdown", "accounting", "liveness"}));
}

TEST(AllRules, EachReadsSomething) {
  for (const std::unique_ptr<Monitor>& rule : all_rules()) {
    bool any = false;
    for (unsigned event = 0; event < static_cast<unsigned>(Event::count_); ++event) {
      any = any || rule->events().has(static_cast<Event>(event));
    }
    EXPECT_TRUE(any) << rule->rule();
  }
}

TEST(Vocabulary, EachEventHasANameOfItsOwn) {
  std::set<std::string> names;
  for (unsigned event = 0; event < static_cast<unsigned>(Event::count_); ++event) {
    EXPECT_TRUE(names.insert(std::string(to_string(static_cast<Event>(event)))).second) << event;
  }
  EXPECT_EQ(to_string(Event::none), "none");
  EXPECT_EQ(to_string(Event::lock_acquired), "lock_acquired");
  EXPECT_EQ(to_string(Event::watch_freed), "watch_freed");
  EXPECT_EQ(to_string(Event::job_done), "job_done");
  EXPECT_EQ(to_string(Event::time_skipped), "time_skipped");
  EXPECT_EQ(to_string(Event::finished), "finished");
}

TEST(RuleBook, TheFirstFindingStays) {
  Script script;
  const ObjectId mutex = script.mutex("a", Rank::client, 1);
  script.lock(script.root(), mutex);
  ASSERT_EQ(broken(script), "lock-order");
  const std::uint64_t step = script.book().finding()->step;
  script.world(Event::stuck, 1);
  EXPECT_EQ(broken(script), "lock-order");
  EXPECT_EQ(script.book().finding()->step, step);
}

TEST(RuleBook, ANewRunStartsAfresh) {
  Script script;
  script.lock(script.root(), script.mutex("a", Rank::client, 1));
  ASSERT_EQ(broken(script), "lock-order");
  script.begin_run();
  const ObjectId server = script.mutex("server", Rank::server);
  script.lock(script.root(), server);
  script.unlock(script.root(), server);
  script.record(script.root(), Event::object_destroyed, server);
  script.world(Event::finished);
  EXPECT_EQ(story(script), "");
}

TEST(RuleBook, TheFindingHasTheStepOfItsRecord) {
  Script script;
  const ObjectId mutex = script.mutex("a", Rank::unranked);
  script.book().record({77, script.root(), Event::lock_released, mutex, 0, {}});
  ASSERT_TRUE(script.book().finding());
  EXPECT_EQ(script.book().finding()->step, 77U);
}

TEST(RuleBook, ASleeperIsShownObjectsUntilItWakesUp) {
  std::vector<Event> shown;
  std::vector<std::unique_ptr<Monitor>> monitors;
  monitors.push_back(std::make_unique<LateReader>(shown));
  Script script(std::move(monitors));
  for (int run = 0; run < 2; ++run) {
    shown.clear();
    script.begin_run();
    const ObjectId mutex = script.mutex("a", Rank::unranked);
    script.lock(script.root(), mutex);
    script.unlock(script.root(), mutex);
    // The root and the mutex.
    EXPECT_THAT(shown, ElementsAre(Event::object_created, Event::object_created)) << run;
    shown.clear();
    script.condvar("b", mutex);
    script.lock(script.root(), mutex);
    EXPECT_THAT(shown, ElementsAre(Event::object_created, Event::lock_requested)) << run;
  }
}

}  // namespace
}  // namespace interleave::testing
