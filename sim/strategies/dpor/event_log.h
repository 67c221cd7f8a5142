// The steps of one run, as they happened.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_EVENT_LOG_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_EVENT_LOG_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/trace/event.h"
#include "sim/strategies/dpor/access.h"

namespace interleave::sim {

inline constexpr std::uint32_t kNone = ~std::uint32_t{0};

// The thread of an event of the world: time has been moved, or all threads have come to rest. It
// happens when nothing can run, so it comes after all before it, and before all after it.
inline constexpr std::uint32_t kTheWorld = 0;

// One step of one thread.
struct StepEvent {
  std::uint32_t thread = kTheWorld;
  std::uint32_t ordinal = 0;     // its place among the steps of its thread, from 1
  std::uint32_t before = kNone;  // the step of its thread before it
  std::uint32_t cause = kNone;   // the step that has let it go on: a spawn, a wakeup, an end
  std::uint32_t frame = kNone;   // where the thread was chosen; kNone: nobody else could run
  std::uint32_t first_access = 0;
};

// Memory is kept from run to run, and so are the steps that the next run begins with.
class EventLog {
 public:
  // The first `same` steps are those of the run before, which has had that many: they are not
  // written down again, only counted off.
  void begin_run(std::uint32_t same);

  // What the run tells.
  void thread_made(std::uint32_t thread, std::uint32_t parent);
  void object_made(ObjectId id, ObjectKind kind);
  // False when this step is to be one of the run before, and is not: that one and what came after
  // it are forgotten.
  bool begin_step(std::uint32_t thread, std::uint32_t frame) {
    const bool kept = count_ < kept_;
    if (kept && same_as_before(thread, frame)) return true;
    add(thread, frame);
    return !kept;
  }
  // This run does not go the way of the one before.
  void part() { forget_from(count_); }
  // Of the step at hand.
  void access(ObjectId object, OperationKind kind) {
    if (object == kNoObject || count_ <= kept_) return;
    // Field by field, as everywhere on this path: a copy of what has just been put together in
    // memory waits for its fields.
    Access& kept = accesses_.emplace_back();
    kept.object = object;
    kept.kind = kind;
  }
  void edge(std::uint32_t earlier, std::uint32_t later);
  // As begin_step.
  bool world() { return begin_step(kTheWorld, kNone); }

  [[nodiscard]] std::uint32_t size() const { return count_; }
  [[nodiscard]] const StepEvent& operator[](std::uint32_t event) const {
    return events_.data()[event];
  }
  [[nodiscard]] std::span<const Access> accesses(std::uint32_t event) const;
  // Threads are numbered below this, the world included.
  [[nodiscard]] std::uint32_t threads() const { return static_cast<std::uint32_t>(last_.size()); }
  // The last step of a thread; kNone: it has done none.
  [[nodiscard]] std::uint32_t last(std::uint32_t thread) const { return last_[thread]; }
  // What has let the thread's next step go on; kNone: nothing in particular.
  [[nodiscard]] std::uint32_t next_cause(std::uint32_t thread) const { return causes_[thread]; }
  // The first event of the world after this step, and the last before it; kNone: there is none.
  [[nodiscard]] std::uint32_t world_after(std::uint32_t event) const;
  [[nodiscard]] std::uint32_t world_before(std::uint32_t event) const;
  [[nodiscard]] std::size_t objects() const { return kinds_.size(); }
  [[nodiscard]] bool is_mutex(ObjectId id) const {
    return kinds_[static_cast<std::size_t>(id)] == ObjectKind::mutex;
  }

 private:
  // On the path of most points, and so without the library's checks of the index: events up to
  // kept_ are there, and who does a step has been made.
  bool same_as_before(std::uint32_t thread, std::uint32_t frame) {
    const StepEvent& event = events_.data()[count_];
    if (event.thread != thread || event.frame != frame) [[unlikely]] {
      forget_from(count_);
      return false;
    }
    last_.data()[thread] = count_++;
    causes_.data()[thread] = kNone;
    return true;
  }
  void add(std::uint32_t thread, std::uint32_t frame);
  void forget_from(std::uint32_t event);

  std::uint32_t count_ = 0;  // steps of this run
  std::uint32_t kept_ = 0;   // of the run before: those at which this one has not yet arrived, too
  std::vector<StepEvent> events_;
  std::vector<Access> accesses_;
  std::vector<std::uint32_t> last_;    // by thread
  std::vector<std::uint32_t> causes_;  // by thread
  // By object. Those of earlier runs stay: what is kept may be about objects that are not made yet.
  std::vector<ObjectKind> kinds_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_EVENT_LOG_H_
