// What every monitor wants to know of a run: which objects there are, who holds and who waits.
#ifndef INTERLEAVE_MODEL_RULES_RUN_STATE_H_
#define INTERLEAVE_MODEL_RULES_RUN_STATE_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "model/base/name.h"
#include "model/locks/rank.h"
#include "model/rules/call_table.h"
#include "model/trace/record.h"

namespace interleave {

// What a thread is blocked in, as far as the trace tells.
enum class Blocked : std::uint8_t { no, lock, condition, poll, join };

// Knows more of a thread than the trace tells: whoever makes the trace.
class Informant {
 public:
  // What a thread that is in no wait that the trace knows of is about: "waits in send of peer".
  [[nodiscard]] virtual std::string about(ObjectId thread) const = 0;

 protected:
  ~Informant() = default;
};

// The state of one run after the records that were applied. Objects are indexed by their identity;
// vectors keep their memory from run to run. Used by one thread.
class RunState {
 public:
  struct Object {
    ObjectKind kind = ObjectKind::none;
    Name name;
    std::uint64_t detail = 0;
    ObjectId creator = kNoObject;  // the thread that made it; kNoObject: the world itself
    // Until object_destroyed, client_reaped, watch_freed, peer_closed; of a thread: until join_end.
    bool alive = false;
    std::uint64_t died = 0;           // step
    ObjectId owner = kNoObject;       // mutex: who holds it
    std::uint64_t owned_since = 0;    // mutex: step
    std::uint32_t waiters = 0;        // threads that are blocked on it
    std::uint32_t condvars = 0;       // mutex: condition variables that are bound to it and alive
    bool removed = false;             // watch: watch_removed was seen and watch_freed was not
    ObjectId removed_by = kNoObject;  // watch: the thread
    bool called_back = false;         // watch: its callback runs
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

  // Whom to ask; it outlives the runs.
  void ask(const Informant& informant) { informant_ = &informant; }

  void begin_run();
  void created(const Record& record, ObjectKind kind, Name name);
  // Applies a record, after the monitors have seen it.
  void apply(const Record& record);

  // Unknown identities give an object of kind none.
  [[nodiscard]] const Object& object(ObjectId id) const {
    const auto at = static_cast<std::size_t>(id);
    return objects_.data()[at <= count_ ? at : 0];
  }
  // Of a thread; others give a thread that holds nothing.
  [[nodiscard]] const ThreadInfo& thread(ObjectId id) const {
    const auto at = static_cast<std::size_t>(id);
    return at <= count_ ? threads_.data()[at] : nobody_;
  }
  [[nodiscard]] Rank rank(ObjectId mutex) const { return static_cast<Rank>(object(mutex).detail); }
  // The mutex that a condition variable is bound to.
  [[nodiscard]] ObjectId bound_mutex(ObjectId condvar) const {
    return static_cast<ObjectId>(object(condvar).detail);
  }
  // Number of objects ever made in this run: identities are 1 to count().
  [[nodiscard]] std::uint32_t count() const { return count_; }
  // How many objects of a kind are alive.
  [[nodiscard]] std::uint32_t alive(ObjectKind kind) const {
    return alive_[static_cast<std::size_t>(kind)];
  }
  // Watches that are removed and not freed.
  [[nodiscard]] std::uint32_t removed_watches() const { return removed_watches_; }
  // Mutexes of the model's ranks that somebody holds.
  [[nodiscard]] std::uint32_t model_locks_held() const { return model_locks_held_; }
  [[nodiscard]] const CallTable& calls() const { return calls_; }
  // "worker.3", "the server lock", "client.2's lock" and the like: for findings.
  [[nodiscard]] std::string name(ObjectId id) const;
  // What the informant says of a thread.
  [[nodiscard]] std::string about(ObjectId thread) const {
    return informant_ == nullptr ? "is in no wait of the seam" : informant_->about(thread);
  }
  [[nodiscard]] bool holds(ObjectId thread, Rank rank) const;
  // The first mutex of the model's ranks, other than `except`, that a thread holds; else kNoObject.
  [[nodiscard]] ObjectId model_lock_held(ObjectId thread, ObjectId except = kNoObject) const;

 private:
  ThreadInfo& thread_at(ObjectId id);
  Object& object_at(ObjectId id);
  void apply_watch(const Record& record);
  void block(const Record& record, Blocked how);
  void unblock(const Record& record);
  void acquire(ObjectId mutex, const Record& record);
  void release(ObjectId mutex);
  void die(const Record& record);
  void remove_watch(const Record& record);
  void free_watch(const Record& record);

  const Informant* informant_ = nullptr;
  std::uint32_t count_ = 0;
  std::uint32_t removed_watches_ = 0;
  std::uint32_t model_locks_held_ = 0;
  std::array<std::uint32_t, static_cast<std::size_t>(ObjectKind::count_)> alive_{};
  // Indexed by identity; the first of each stands for "no object" and "the world". Their accesses
  // check the identity themselves, against count_, and do without the vectors' own check.
  std::vector<Object> objects_{1};
  std::vector<ThreadInfo> threads_{1};
  const ThreadInfo nobody_;
  CallTable calls_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_RULES_RUN_STATE_H_
