#include "proptests/scenarios/loop_scenario.h"

#include <atomic>
#include <deque>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "daemon/core/event_loop.h"

namespace interleave::proptests {
namespace {

using daemon::EventLoop;
using daemon::WatchId;

constexpr Duration kQuiet = std::chrono::seconds(1);
constexpr Duration kTick = std::chrono::milliseconds(5);
constexpr Duration kCommon = std::chrono::milliseconds(20);
// By then the timers have fired as often as they do.
constexpr Duration kLate = std::chrono::milliseconds(50);

// A registration, and what has become of it. Fields that several threads use are atomic: the
// scenario has no locks of its own.
struct Registration {
  bool timer = false;
  WatchId id = 0;                 // its user's; a callback may run before it is known
  std::atomic<int> removals = 0;  // calls of remove that have found it
  std::atomic<int> freed = 0;
  bool removed_in_loop = false;  // loop thread
  int fired = 0;                 // loop thread
};

class Run {
 public:
  Run(sim::SimWorld& world, LoopScenario::Size size)
      : world_(world),
        size_(size),
        loop_(std::make_unique<EventLoop>(world.world())),
        registrations_(size.threads + 1) {}

  void go() {
    listener_ = world_.listen(Name{"door"});
    add_common();
    std::vector<std::unique_ptr<Thread>> threads;
    threads.push_back(world_.threads().spawn(Name{"loop"}, [this] { loop_->run(); }));
    for (std::uint32_t i = 0; i < size_.threads; ++i) {
      threads.push_back(
          world_.threads().spawn(Name{"user", i + 1}, [this, i] { use(i, registrations_[i]); }));
    }
    for (std::size_t i = 1; i < threads.size(); ++i) {
      if (threads[i]) threads[i]->join();
    }
    if (threads.front()) {
      world_.sleep_until(later(world_.clock().now(), kQuiet));
      world_.settle();
      check_rest();
      loop_->quit();
      threads.front()->join();
    }
    loop_.reset();
    check_end();
    listener_->close();
  }

 private:
  // One user's calls. Each user removes what it has added, or leaves it to a callback or the loop.
  // The last one may come when nobody else does anything, each at another time.
  void use(std::uint32_t user, std::deque<Registration>& mine) {
    for (std::uint32_t i = 0; i < size_.operations; ++i) {
      if (i == size_.operations / 2) remove_common();
      if (i + 1 == size_.operations && !mine.empty() && world_.draw(2, "last one late") == 1) {
        world_.sleep_until(later(world_.clock().now(), kLate * (user + 1)));
        change(mine);
        return;
      }
      switch (world_.draw(5, "loop operation")) {
        case 0:
          add_timer(mine.emplace_back());
          break;
        case 1:
          add_handle(mine.emplace_back());
          break;
        case 2:
        case 3:
          if (!mine.empty()) change(mine);
          break;
        default:
          world_.sleep_until(later(world_.clock().now(), kTick));
          break;
      }
    }
  }

  void change(std::deque<Registration>& mine) {
    Registration& picked = pick(mine);
    if (world_.draw(2, "remove or update") == 1) {
      remove(picked, picked.id);
    } else {
      update(picked);
    }
  }

  Registration& pick(std::deque<Registration>& mine) {
    return mine[world_.draw(static_cast<std::uint32_t>(mine.size()), "loop registration")];
  }

  // A timer that never fires, and that all users remove at the same moment.
  void add_common() {
    Registration& made = registrations_.back().emplace_back();
    made.timer = true;
    made.id = loop_->add_timer(
        std::nullopt, [this, &made](WatchId id) { on_call(made, id); },
        [this, &made] { on_free(made); });
    common_moment_ = later(world_.clock().now(), kCommon);
  }

  void remove_common() {
    world_.sleep_until(common_moment_);
    Registration& common = registrations_.back().front();
    remove(common, common.id);
  }

  void add_timer(Registration& made) {
    made.timer = true;
    const bool zero = world_.draw(2, "timer at once") == 1;
    made.id = loop_->add_timer(
        zero ? Duration::zero() : kTick, [this, &made](WatchId id) { on_call(made, id); },
        [this, &made] { on_free(made); });
  }

  void add_handle(Registration& made) {
    made.id = loop_->add_handle(
        listener_->handle(), Readiness::read(),
        [this, &made](WatchId id, Readiness) { on_call(made, id); },
        [this, &made] { on_free(made); });
  }

  void update(Registration& which) {
    if (!which.timer) {
      const bool on = world_.draw(2, "handle on") == 1;
      loop_->update_handle(which.id, on ? Readiness::read() : Readiness{});
    } else if (world_.draw(2, "timer on") == 1) {
      loop_->update_timer(which.id, kTick);
    } else {
      loop_->update_timer(which.id, std::nullopt);
    }
  }

  void remove(Registration& which, WatchId id) {
    const bool found = which.timer ? loop_->remove_timer(id) : loop_->remove_handle(id);
    if (found && ++which.removals > 1) complain("a watch is removed twice");
  }

  void on_call(Registration& self, WatchId id) {
    if (self.removed_in_loop) complain("a callback runs after its removal in the loop");
    if (self.freed > 0) complain("a callback runs after its free-callback");
    // Twice is enough of a timer, which then removes itself; a callback may also do so at once.
    if (++self.fired < 2 && world_.draw(2, "callback removes itself") == 0) return;
    remove(self, id);
    self.removed_in_loop = true;
  }

  void on_free(Registration& self) {
    if (++self.freed > 1) complain("a free-callback runs twice");
  }

  void check_rest() {
    for (const auto& mine : registrations_) {
      for (const Registration& registration : mine) {
        if (registration.removals == 1 && registration.freed != 1) {
          complain("a removed watch is not freed, and nothing will make the loop do it");
        }
      }
    }
  }

  void check_end() {
    for (const auto& mine : registrations_) {
      for (const Registration& registration : mine) {
        if (registration.freed != 1) complain("the loop's end does not free a watch");
      }
    }
  }

  [[noreturn]] void complain(const char* what) { world_.broken_rule("loop-contract", what); }

  sim::SimWorld& world_;
  const LoopScenario::Size size_;
  std::unique_ptr<EventLoop> loop_;
  std::unique_ptr<Listener> listener_;
  std::vector<std::deque<Registration>> registrations_;  // by user; the last is all users'
  Instant common_moment_;
};

}  // namespace

std::string LoopScenario::parameters() const {
  return fmt::format("threads={} operations={}", size_.threads, size_.operations);
}

std::vector<std::unique_ptr<sim::Scenario>> LoopScenario::simpler() const {
  std::vector<std::unique_ptr<sim::Scenario>> all;
  const auto add = [&all](std::uint32_t threads, std::uint32_t operations) {
    all.push_back(std::make_unique<LoopScenario>(Size{threads, operations}));
  };
  if (size_.threads > 1) add(size_.threads - 1, size_.operations);
  if (size_.operations > 1) add(size_.threads, size_.operations - 1);
  return all;
}

void LoopScenario::run(sim::SimWorld& world) const {
  Run(world, size_).go();
}

}  // namespace interleave::proptests
