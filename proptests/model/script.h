// Crafted traces for the tests of the rules: a few words for each record.
#ifndef INTERLEAVE_PROPTESTS_MODEL_SCRIPT_H_
#define INTERLEAVE_PROPTESTS_MODEL_SCRIPT_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/rules/rule_book.h"

namespace interleave::testing {

// Feeds a rule book, with every rule or the monitors that it is given. The operations of a thread
// follow the seam's order of records.
class Script {
 public:
  explicit Script() : Script(all_rules()) {}
  explicit Script(std::vector<std::unique_ptr<Monitor>> monitors) : book_(std::move(monitors)) {
    root_ = thread("root");
  }

  RuleBook& book() { return book_; }
  // The thread that the world itself has started.
  [[nodiscard]] ObjectId root() const { return root_; }

  // A new run in the same book.
  void begin_run() {
    book_.begin_run();
    step_ = 0;
    count_ = 0;
    now_ = {};
    root_ = thread("root");
  }

  void record(ObjectId thread, Event event, ObjectId object = kNoObject, std::uint64_t value = 0) {
    book_.record({++step_, thread, event, object, value, now_});
  }
  // The world speaks.
  void world(Event event, std::uint64_t value = 0, ObjectId object = kNoObject) {
    record(kNoObject, event, object, value);
  }
  void pass(Duration time) { now_ += time; }

  ObjectId make(ObjectKind kind, Name name, std::uint64_t detail = 0, ObjectId by = kNoObject) {
    const ObjectId id{++count_};
    book_.created({++step_, by, Event::object_created, id, detail, now_}, kind, name);
    return id;
  }
  // Started by the world, as the root is: nobody has to join it.
  ObjectId thread(const char* base, std::uint32_t number = 0) {
    return spawn(kNoObject, base, number);
  }
  ObjectId spawn(ObjectId by, const char* base, std::uint32_t number = 0) {
    const ObjectId id = make(ObjectKind::thread, {base, number}, 0, by);
    record(id, Event::thread_started, id);
    return id;
  }
  ObjectId mutex(const char* base, Rank rank, std::uint32_t number = 0) {
    return make(ObjectKind::mutex, {base, number}, static_cast<std::uint64_t>(rank), root_);
  }
  ObjectId condvar(const char* base, ObjectId mutex) {
    return make(ObjectKind::condvar, {base}, static_cast<std::uint64_t>(mutex), root_);
  }
  ObjectId client(std::uint32_t number) {
    const ObjectId id = make(ObjectKind::client, {"client", number}, 0, root_);
    record(root_, Event::client_opened, id);
    return id;
  }

  void lock(ObjectId thread, ObjectId mutex) {
    record(thread, Event::lock_requested, mutex);
    record(thread, Event::lock_acquired, mutex);
  }
  void unlock(ObjectId thread, ObjectId mutex) { record(thread, Event::lock_released, mutex); }
  void wait(ObjectId thread, ObjectId condvar) { record(thread, Event::wait_begin, condvar); }
  void wake(ObjectId thread, ObjectId condvar) { record(thread, Event::wait_end, condvar, 1); }

  // A call's way, in one go up to the named point.
  void accept(ObjectId client, std::uint64_t serial) {
    record(root_, Event::call_accepted, client, serial);
  }
  void queue(ObjectId client, std::uint64_t serial) {
    accept(client, serial);
    record(root_, Event::call_queued, client, serial);
  }
  void take(ObjectId worker, ObjectId client, std::uint64_t serial) {
    queue(client, serial);
    record(worker, Event::call_taken, client, serial);
  }
  void call(ObjectId worker, ObjectId client, std::uint64_t serial) {
    take(worker, client, serial);
    record(worker, Event::api_begin, client, serial);
    record(worker, Event::api_end, client, serial);
  }
  void answer(ObjectId worker, ObjectId client, std::uint64_t serial) {
    call(worker, client, serial);
    record(worker, Event::call_answered, client, serial);
  }

 private:
  RuleBook book_;
  ObjectId root_{};
  std::uint64_t step_ = 0;
  std::uint32_t count_ = 0;
  Instant now_{};
};

// The rule that the script has broken; empty when none.
inline std::string broken(Script& script) {
  const std::optional<Finding>& found = script.book().finding();
  return found ? found->rule : "";
}

// What the finding says, its details included: "" when there is none.
inline std::string story(Script& script) {
  const std::optional<Finding>& found = script.book().finding();
  if (!found) return "";
  std::string text = found->what;
  for (const std::string& line : found->details) text += "\n" + line;
  return text;
}

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_MODEL_SCRIPT_H_
