#include "proptests/replay/toy_bugs.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "model/seam/threads.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {
namespace {

// A program that is a function.
class Program final : public sim::Scenario {
 public:
  using Body = std::function<void(sim::SimWorld&)>;
  Program(std::string name, std::string summary, Body body)
      : name_(std::move(name)), summary_(std::move(summary)), body_(std::move(body)) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] std::string summary() const override { return summary_; }
  void run(sim::SimWorld& world) const override { body_(world); }

 private:
  const std::string name_;
  const std::string summary_;
  const Body body_;
};

void join(const std::unique_ptr<Thread>& thread) {
  if (thread) thread->join();
}

void take_both(Mutex& first, Mutex& second) {
  first.lock();
  second.lock();
  second.unlock();
  first.unlock();
}

void ab_ba(sim::SimWorld& world) {
  Threads& threads = world.threads();
  const auto a = threads.make_mutex({"a"}, Rank::unranked);
  const auto b = threads.make_mutex({"b"}, Rank::unranked);
  const auto one = threads.spawn({"one"}, [&] { take_both(*a, *b); });
  const auto two = threads.spawn({"two"}, [&] { take_both(*b, *a); });
  join(one);
  join(two);
}

void lost_wakeup(sim::SimWorld& world) {
  Threads& threads = world.threads();
  const auto mutex = threads.make_mutex({"mutex"}, Rank::unranked);
  const auto set = threads.make_condvar({"set"}, *mutex);
  bool flag = false;
  const auto waiter = threads.spawn({"waiter"}, [&] {
    mutex->lock();
    set->wait([&flag] { return flag; });
    mutex->unlock();
  });
  // Room for the waiter to come here first.
  const auto other = threads.make_mutex({"other"}, Rank::unranked);
  other->lock();
  other->unlock();
  flag = true;
  set->notify_one();
  join(waiter);
}

void null(sim::SimWorld& world) {
  Threads& threads = world.threads();
  const auto mutex = threads.make_mutex({"mutex"}, Rank::unranked);
  const int value = 1;
  const int* volatile pointer = nullptr;
  const auto reader = threads.spawn({"reader"}, [&] {
    mutex->lock();
    static_cast<void>(*static_cast<const volatile int*>(pointer));
    mutex->unlock();
  });
  mutex->lock();
  pointer = &value;
  mutex->unlock();
  join(reader);
}

// Two threads, each of which has had the lock before.
void after_the_lock(sim::SimWorld& world, const std::function<void()>& one,
                    const std::function<void()>& other) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto pass = [&mutex] {
    mutex->lock();
    mutex->unlock();
  };
  const auto thread = world.threads().spawn({"one"}, [&] {
    pass();
    one();
  });
  pass();
  other();
  join(thread);
}

void race(sim::SimWorld& world) {
  int counter = 0;
  const auto count = [&counter] { ++counter; };
  after_the_lock(world, count, count);
}

void use_after_free(sim::SimWorld& world) {
  auto value = std::make_unique<volatile int>(1);
  const volatile int* seen = value.get();
  after_the_lock(world, [seen] { static_cast<void>(*seen); }, [&value] { value.reset(); });
}

// What a run must not do: it counts the runs before it.
std::unique_ptr<sim::Scenario> make_counter() {
  auto runs = std::make_shared<std::uint32_t>(0);
  return std::make_unique<Program>(
      "counter", "does something else in each run", [runs](sim::SimWorld& world) {
        const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
        ++*runs;
        for (std::uint32_t i = 0; i < *runs; ++i) {
          mutex->lock();
          mutex->unlock();
        }
      });
}

void fine(sim::SimWorld& world) {
  const auto mutex = world.threads().make_mutex({"mutex"}, Rank::unranked);
  const auto lock_it = [&mutex] {
    mutex->lock();
    mutex->unlock();
  };
  const auto other = world.threads().spawn({"other"}, lock_it);
  lock_it();
  join(other);
}

}  // namespace

std::vector<std::unique_ptr<sim::Scenario>> toy_bugs() {
  std::vector<std::unique_ptr<sim::Scenario>> all;
  const auto add = [&all](const char* name, const char* summary, Program::Body body) {
    all.push_back(std::make_unique<Program>(name, summary, std::move(body)));
  };
  add("ab-ba", "two mutexes in opposite orders", ab_ba);
  add("lost-wakeup", "a flag that is set without the lock", lost_wakeup);
  add("null", "a pointer that is not set yet", null);
  add("race", "a counter of two threads, outside of their lock", race);
  add("use-after-free", "a value that one thread deletes and another reads", use_after_free);
  all.push_back(make_counter());
  add("fine", "two threads and a mutex, as it should be", fine);
  return all;
}

std::unique_ptr<sim::Scenario> make_toy_bug(std::string_view name) {
  for (auto& bug : toy_bugs()) {
    if (bug->name() == name) return std::move(bug);
  }
  return nullptr;
}

}  // namespace interleave::proptests
