// The partial order of a run's steps, by vector clocks.
#ifndef INTERLEAVE_SIM_STRATEGIES_DPOR_HAPPENED_BEFORE_H_
#define INTERLEAVE_SIM_STRATEGIES_DPOR_HAPPENED_BEFORE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/strategies/dpor/access.h"
#include "sim/strategies/dpor/event_log.h"

namespace interleave::sim {

// By thread: the ordinal of its last step that comes before, 0 for none. All clocks of a run are as
// wide, with a few zeros at the end, so that loops over them have no rest.
using Clock = std::vector<std::uint32_t>;
using ClockView = std::span<const std::uint32_t>;

// A step on which another one depends directly, through an access of both.
struct Link {
  std::uint32_t earlier = kNone;
  // False where no order but this one is possible: a mutex is released before it is acquired.
  bool race = true;
  // The mutex through which two acquisitions depend on each other; kNoObject: not a mutex.
  ObjectId mutex = kNoObject;
};

// Steps are put in one after the other, and asked about at any time. The direct links of the last
// one are kept for whoever looks for races.
class HappenedBefore {
 public:
  explicit HappenedBefore(const Dependence& dependence) : dependence_(dependence) {}

  // Begins with the steps of `log`, of which the first `same` are those of the log before it: what
  // is known of them is kept, and they are not put in again. Returns how many are in.
  std::uint32_t begin(const EventLog& log, std::uint32_t same);
  // The next step of the log.
  void put_in(std::uint32_t event);
  // A step for which a thread has waited since its step `previous`, or since `cause` has let it go
  // on (kNone: nothing has), as it would be in the place of step `place`, or after all when that is
  // kNone. What has happened meanwhile, be it that time has moved, need not come before it.
  void imagine(std::uint32_t previous, std::uint32_t cause, std::span<const Access> accesses,
               std::uint32_t place);

  // Does `earlier` come before what was put in as `later`, or is it that?
  [[nodiscard]] bool ordered(std::uint32_t earlier, std::uint32_t later) const {
    return includes(clock(later), earlier);
  }
  [[nodiscard]] bool includes(ClockView clock, std::uint32_t event) const {
    const StepEvent& step = (*log_)[event];
    return clock.data()[step.thread] >= step.ordinal;
  }
  [[nodiscard]] ClockView clock(std::uint32_t event) const { return {row(event), width_}; }
  // Of every clock.
  [[nodiscard]] std::size_t width() const { return width_; }

  // Of the last step: its direct links, and the clock of what comes before it for other reasons.
  [[nodiscard]] const std::vector<Link>& links() const { return links_; }
  [[nodiscard]] ClockView before() const { return before_; }

 private:
  // The newest accesses to an object; older ones are chained.
  struct Past {
    std::uint32_t newest = kNone;  // in history_
  };
  struct PastAccess {
    std::uint32_t event;
    OperationKind kind;
    ObjectId object;
    std::uint32_t older;
  };

  void forget_from(std::uint32_t event);

  [[nodiscard]] const std::uint32_t* row(std::uint32_t event) const {
    return clocks_.data() + std::size_t{event} * width_;
  }
  // The clock of a step; all zeros for kNone.
  [[nodiscard]] const std::uint32_t* row_or_none(std::uint32_t event) const {
    return event == kNone ? none_.data() : row(event);
  }
  [[nodiscard]] std::uint32_t& newest(ObjectId object) {
    return objects_.data()[static_cast<std::size_t>(object)].newest;
  }

  void start_clock(std::uint32_t previous, std::uint32_t cause, std::uint32_t world);
  void link(std::uint32_t thread, const Access& access, std::uint32_t place);
  void link_mutex(std::uint32_t thread, const Access& access, std::uint32_t place);
  void keep(std::uint32_t event, const Access& access);
  void join(std::uint32_t* clock, const std::uint32_t* other) const;

  const Dependence& dependence_;
  const EventLog* log_ = nullptr;
  std::size_t width_ = 0;
  std::uint32_t world_ = kNone;  // its last event
  std::vector<std::uint32_t> clocks_;
  std::vector<Past> objects_;
  std::vector<PastAccess> history_;
  std::vector<Link> links_;
  Clock before_;
  Clock none_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_STRATEGIES_DPOR_HAPPENED_BEFORE_H_
