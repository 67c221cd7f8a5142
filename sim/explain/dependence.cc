#include "sim/explain/dependence.h"

#include <algorithm>
#include <cstdint>

namespace interleave::sim {
namespace {

// By thread number: how many of its points come before.
using Clock = std::vector<std::uint32_t>;

void join(Clock& into, const Clock& from) {
  if (into.size() < from.size()) into.resize(from.size(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) into[i] = std::max(into[i], from[i]);
}

std::uint32_t at(const Clock& clock, std::uint32_t thread) {
  return thread < clock.size() ? clock[thread] : 0;
}

// An access to an object that the next one may race with.
struct Access {
  std::size_t point;
  std::uint32_t ordinal;  // among its thread's points, from 1
};

struct ObjectPast {
  Clock writes;
  Clock reads;
  std::vector<Access> last_write;  // at most one
  std::vector<Access> reads_since;
};

class Order {
 public:
  Order(const ObservedRun& run, std::size_t window)
      : run_(run),
        first_(run.points.size() > window ? run.points.size() - window : 0),
        threads_(run.threads.size()),
        counts_(run.threads.size(), 0),
        objects_(run.objects.size()),
        ordinals_(run.points.size(), 0),
        pasts_(run.points.size() - first_) {}

  std::vector<Race> races() {
    for (const Happening& happening : run_.order) apply(happening);
    end_point();
    for (Race& race : races_) add_needed(race);
    std::ranges::sort(races_, [](const Race& a, const Race& b) {
      return a.later != b.later ? a.later < b.later : a.earlier < b.earlier;
    });
    return std::move(races_);
  }

 private:
  void apply(const Happening& happening) {
    switch (happening.kind) {
      case Happening::Kind::operation:
        end_point();
        begin_point(happening.thread);
        access(happening.what);
        break;
      case Happening::Kind::touch:
        access(happening.what);
        break;
      case Happening::Kind::edge:
      case Happening::Kind::made:
        join(threads_[happening.other], threads_[happening.thread]);
        break;
    }
  }

  void begin_point(std::uint32_t thread) {
    current_ = next_++;
    ordinals_[current_] = ++counts_[thread];
    Clock& mine = threads_[thread];
    before_ = mine;
    if (mine.size() <= thread) mine.resize(thread + 1, 0);
    mine[thread] = counts_[thread];
    open_ = true;
  }

  void end_point() {
    if (!open_) return;
    open_ = false;
    if (current_ >= first_) {
      pasts_[current_ - first_] = threads_[run_.points[current_].thread];
    }
  }

  void access(const PendingOperation& what) {
    if (what.object == kNoObject) return;
    ObjectPast& object = objects_[static_cast<std::size_t>(what.object)];
    const std::uint32_t thread = run_.points[current_].thread;
    const bool reads = what.kind == OperationKind::load;
    note(object.last_write, what.object);
    if (!reads) note(object.reads_since, what.object);
    Clock& mine = threads_[thread];
    join(mine, object.writes);
    if (reads) {
      join(object.reads, mine);
      object.reads_since.push_back({current_, ordinals_[current_]});
    } else {
      join(mine, object.reads);
      object.writes = mine;
      object.reads.clear();
      object.last_write.assign(1, {current_, ordinals_[current_]});
      object.reads_since.clear();
    }
  }

  // The point at hand races with the accesses that it does not come after anyway.
  void note(const std::vector<Access>& accesses, ObjectId object) {
    const std::uint32_t mine = run_.points[current_].thread;
    for (const Access& access : accesses) {
      const std::uint32_t theirs = run_.points[access.point].thread;
      if (theirs == mine || access.point < first_) continue;
      if (at(before_, theirs) < access.ordinal) {
        races_.push_back({access.point, current_, object, {}});
      }
    }
  }

  // Those in the past of the later point, without what is so only because of the earlier one.
  void add_needed(Race& race) const {
    const std::uint32_t thread = run_.points[race.earlier].thread;
    const Clock& past = pasts_[race.later - first_];
    for (std::size_t i = race.earlier + 1; i < race.later; ++i) {
      const bool before = at(past, run_.points[i].thread) >= ordinals_[i];
      const bool after_earlier = at(pasts_[i - first_], thread) >= ordinals_[race.earlier];
      if (before && !after_earlier) race.needed.push_back(i);
    }
  }

  const ObservedRun& run_;
  const std::size_t first_;  // the window's first point
  std::vector<Clock> threads_;
  std::vector<std::uint32_t> counts_;
  std::vector<ObjectPast> objects_;
  std::vector<std::uint32_t> ordinals_;  // by point
  std::vector<Clock> pasts_;             // by point from first_
  Clock before_;                         // the thread's past before the point at hand
  std::size_t current_ = 0;
  std::size_t next_ = 0;
  bool open_ = false;
  std::vector<Race> races_;
};

}  // namespace

std::vector<Race> races(const ObservedRun& run, std::size_t window) {
  return Order(run, window).races();
}

}  // namespace interleave::sim
