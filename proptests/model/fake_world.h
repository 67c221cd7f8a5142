// The smallest back end of the seam: one thread, nothing blocks, a broken rule is an exception.
#ifndef INTERLEAVE_PROPTESTS_MODEL_FAKE_WORLD_H_
#define INTERLEAVE_PROPTESTS_MODEL_FAKE_WORLD_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/seam/poller.h"
#include "model/seam/threads.h"

namespace interleave::testing {

struct BrokenRule {
  std::string rule;
  std::string what;
  std::string object;
};

// Keeps each record as "event object".
class FakeTrace final : public Trace {
 public:
  ObjectId create(ObjectKind, Name name, std::uint64_t) override {
    names_.push_back(name.text());
    return ObjectId{static_cast<std::uint32_t>(names_.size())};
  }
  void record(Event event, ObjectId object, std::uint64_t) override {
    lines_.push_back(std::string(to_string(event)) + " " +
                     names_.at(static_cast<std::size_t>(object) - 1));
  }
  void clear() { lines_.clear(); }
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> names_;
  std::vector<std::string> lines_;
};

class FakeWorld final : public Threads {
 public:
  std::unique_ptr<Thread> spawn(Name, std::function<void()>) override { return nullptr; }
  std::unique_ptr<Mutex> make_mutex(Name, Rank) override { return nullptr; }
  std::unique_ptr<CondVar> make_condvar(Name, Mutex&) override { return nullptr; }
  HeldLocks& held_locks() override { return held_; }
  [[noreturn]] void broken_rule(std::string_view rule, std::string_view what,
                                Name object) override {
    throw BrokenRule{std::string(rule), std::string(what), object.text()};
  }
  FakeTrace& trace() { return trace_; }

 private:
  HeldLocks held_;
  FakeTrace trace_;
};

class FakeMutex final : public Mutex {
 public:
  FakeMutex(FakeWorld& world, Name name, Rank rank) : Mutex(world, world.trace(), name, rank) {}
  [[nodiscard]] bool taken() const { return taken_; }

  // The tests lock in ways that the analysis would refuse: that is what they are about.
  void lock() IL_NO_THREAD_SAFETY_ANALYSIS { Mutex::lock(); }
  void unlock() IL_NO_THREAD_SAFETY_ANALYSIS { Mutex::unlock(); }

 private:
  void do_lock() override { taken_ = true; }
  void do_unlock() override { taken_ = false; }
  bool taken_ = false;
};

class FakeCondVar final : public CondVar {
 public:
  FakeCondVar(FakeWorld& world, Mutex& mutex, Name name)
      : CondVar(world, world.trace(), mutex, name) {}
  // What happens during a wait; returns whether it was woken.
  std::function<bool()> on_wait;

 private:
  bool do_wait(const Condition&, Instant) override { return on_wait(); }
  void do_notify_one() override {}
  void do_notify_all() override {}
};

class FakePoller final : public Poller {
 public:
  explicit FakePoller(FakeWorld& world) : Poller(world, world.trace()) {}
  IoStatus watch(Handle, Readiness) override { return IoStatus::ok; }
  void unwatch(Handle) override {}

 private:
  void do_wait(Instant, std::vector<Ready>&) override {}
  void do_wake() override {}
};

class FakeThread final : public Thread {
 public:
  FakeThread(FakeWorld& world, Name name) : Thread(world, world.trace(), name) {}

 private:
  void do_join() override {}
};

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_MODEL_FAKE_WORLD_H_
