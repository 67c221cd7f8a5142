#include "proptests/dpor/random_program.h"

#include <array>
#include <memory>

#include "proptests/sim/program.h"
#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

using Kind = Action::Kind;

constexpr std::array<const char*, static_cast<std::size_t>(Kind::count_)> kNames = {
    "load",       "store",      "update", "lock",  "unlock", "wait", "timed_wait",
    "notify_one", "notify_all", "draw",   "check", "sleep",  "spawn"};

// Each as often as it stands here.
constexpr std::array kDrawn = {
    Kind::load,   Kind::load,       Kind::load,       Kind::store,      Kind::store, Kind::store,
    Kind::update, Kind::update,     Kind::lock,       Kind::lock,       Kind::lock,  Kind::lock,
    Kind::wait,   Kind::timed_wait, Kind::notify_one, Kind::notify_all, Kind::draw,  Kind::check,
    Kind::check,  Kind::sleep,      Kind::spawn};

// Draws what a thread does next, given which mutexes it holds.
class ThreadMaker {
 public:
  explicit ThreadMaker(Random& random) : random_(random) {}

  std::vector<Action> make(std::uint32_t length) {
    for (std::uint32_t i = 0; i < length; ++i) add();
    for (std::uint32_t i = 0; i < 2; ++i) {
      if (held_[i] && !random_.chance(6000)) actions_.push_back({Kind::unlock, i});
    }
    return std::move(actions_);
  }

 private:
  void add() {
    const Kind kind = kDrawn[random_.below(kDrawn.size())];
    const std::uint32_t which = random_.below(2);
    switch (kind) {
      case Kind::lock:
      case Kind::unlock:
        // Either gives what the state allows.
        actions_.push_back({held_[which] ? Kind::unlock : Kind::lock, which});
        held_[which] = !held_[which];
        return;
      case Kind::wait:
      case Kind::timed_wait:
        if (held_[1]) return actions_.push_back({Kind::notify_all, 0});
        if (!held_[0]) actions_.push_back({Kind::lock, 0});
        held_[0] = true;
        return actions_.push_back({kind, 0});
      case Kind::sleep:
      case Kind::spawn:
        if (held_[0] || held_[1]) return actions_.push_back({Kind::store, which});
        [[fallthrough]];
      default:
        actions_.push_back({kind, which});
    }
  }

  Random& random_;
  std::vector<Action> actions_;
  std::array<bool, 2> held_{};
};

// What a thread acts on.
struct Objects {
  explicit Objects(SimWorld& the_world)
      : world(the_world),
        x(world, {"x"}),
        y(world, {"y"}),
        a(world.threads().make_mutex({"a"}, Rank::unranked)),
        b(world.threads().make_mutex({"b"}, Rank::unranked)),
        condvar(world.threads().make_condvar({"condition"}, *a)) {}
  Shared<int>& variable(std::uint32_t which) { return which == 0 ? x : y; }
  Mutex& mutex(std::uint32_t which) { return which == 0 ? *a : *b; }

  SimWorld& world;
  Shared<int> x;
  Shared<int> y;
  std::unique_ptr<Mutex> a;
  std::unique_ptr<Mutex> b;
  std::unique_ptr<CondVar> condvar;
};

class Actor {
 public:
  Actor(Objects& objects, int number) : objects_(objects), value_(number) {}

  void run(const std::vector<Action>& actions) IL_NO_THREAD_SAFETY_ANALYSIS {
    for (const Action& action : actions) act(action);
    for (const auto& child : children_) child->join();
  }

 private:
  void act(const Action& action) IL_NO_THREAD_SAFETY_ANALYSIS {
    Shared<int>& variable = objects_.variable(action.which);
    switch (action.kind) {
      case Kind::load:
        seen_ = variable.load();
        break;
      case Kind::store:
        variable.store(value_);
        break;
      case Kind::update:
        seen_ = variable.fetch_add(1);
        break;
      case Kind::lock:
        objects_.mutex(action.which).lock();
        break;
      case Kind::unlock:
        objects_.mutex(action.which).unlock();
        break;
      case Kind::wait:
        wait(kNever);
        break;
      case Kind::timed_wait:
        wait(Instant(std::chrono::seconds(1)));
        break;
      case Kind::notify_one:
        objects_.condvar->notify_one();
        break;
      case Kind::notify_all:
        objects_.condvar->notify_all();
        break;
      case Kind::draw:
        value_ = static_cast<int>(10 + objects_.world.draw(2, "value"));
        break;
      case Kind::check:
        check(objects_.world, seen_ != static_cast<int>(action.which) + 2, "the value is wrong");
        break;
      case Kind::sleep:
        objects_.world.sleep_until(Instant(std::chrono::seconds(action.which)));
        break;
      default:
        children_.push_back(
            spawn(objects_.world, {"child"}, [&variable] { variable.store(variable.load() + 2); }));
    }
  }

  void wait(Instant deadline) IL_NO_THREAD_SAFETY_ANALYSIS {
    auto never = [] { return false; };
    if (!objects_.condvar->wait_once(Condition(never), deadline)) value_ = 20;
  }

  Objects& objects_;
  int value_;
  int seen_ = 0;
  std::vector<std::unique_ptr<Thread>> children_;
};

}  // namespace

RandomProgram::RandomProgram(std::uint64_t seed) {
  Random random(seed);
  const std::uint32_t count = 2 + random.below(2);
  for (std::uint32_t i = 0; i < count; ++i) {
    threads_.push_back(ThreadMaker(random).make(1 + random.below(count == 2 ? 5 : 3)));
  }
}

std::string RandomProgram::parameters() const {
  std::string text;
  for (const std::vector<Action>& actions : threads_) {
    text += text.empty() ? "" : " | ";
    for (const Action& action : actions) {
      text += std::string(kNames[static_cast<std::size_t>(action.kind)]) + " " +
              std::to_string(action.which) + "  ";
    }
  }
  return text;
}

void RandomProgram::run(SimWorld& world) const {
  Objects objects(world);
  std::vector<std::unique_ptr<Thread>> threads;
  std::uint32_t number = 0;
  for (const std::vector<Action>& actions : threads_) {
    ++number;
    threads.push_back(spawn(world, {"thread", number}, [&objects, &actions, number] {
      Actor(objects, static_cast<int>(number)).run(actions);
    }));
  }
  for (const auto& thread : threads) thread->join();
}

}  // namespace interleave::sim
