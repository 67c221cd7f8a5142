// What every monitor wants to know of a run: which objects there are, who holds and who waits.
#ifndef INTERLEAVE_MODEL_RULES_RUN_STATE_H_
#define INTERLEAVE_MODEL_RULES_RUN_STATE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "model/base/name.h"
#include "model/locks/rank.h"
#include "model/trace/record.h"

namespace interleave {

// What a thread is blocked in, as far as the trace tells.
enum class Blocked : std::uint8_t { no, lock, condition, poll, join };

// The state of one run after the records that were applied. Objects are indexed by their identity;
// vectors keep their memory from run to run.
class RunState {
 public:
  struct Object {
    ObjectKind kind = ObjectKind::none;
    Name name;
    std::uint64_t detail = 0;
    ObjectId creator = kNoObject;  // the thread that made it
    bool alive = false;
    ObjectId owner = kNoObject;  // mutex: who holds it
  };
  struct ThreadInfo {
    std::vector<ObjectId> held;  // mutexes, in the order in which they were acquired
    Blocked blocked = Blocked::no;
    ObjectId blocked_on = kNoObject;
    std::uint64_t blocked_since = 0;  // step
    bool deadline = false;            // the wait ends by itself
    bool started = false;
    bool ended = false;
  };

  void begin_run();
  void created(const Record& record, ObjectKind kind, Name name);
  // Applies a record, after the monitors have seen it.
  void apply(const Record& record);

  // Unknown identities give an object of kind none.
  [[nodiscard]] const Object& object(ObjectId id) const;
  // Of a thread; others give a thread that holds nothing.
  [[nodiscard]] const ThreadInfo& thread(ObjectId id) const;
  [[nodiscard]] Rank rank(ObjectId mutex) const;
  // Number of objects ever made in this run: identities are 1 to count().
  [[nodiscard]] std::uint32_t count() const { return count_; }
  // "worker.3", "client.2's lock" and the like: for findings.
  [[nodiscard]] std::string name(ObjectId id) const;
  [[nodiscard]] bool holds(ObjectId thread, Rank rank) const;

 private:
  ThreadInfo& thread_at(ObjectId id);

  std::uint32_t count_ = 0;
  std::vector<Object> objects_;
  std::vector<ThreadInfo> threads_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_RUN_STATE_H_
