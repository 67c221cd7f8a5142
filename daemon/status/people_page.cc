#include "daemon/status/people_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace interleave::daemon {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

// Appends lines, with the style of the whole page.
class Writer {
 public:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    text_ += '\n';
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

template <class Counts, class Names>
void write_reasons(Writer& page, std::string_view what, const Counts& counts, const Names& names) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) page.line("    {:<12} {:>12}  {}", what, counts[i], names[i]);
  }
}

template <class Counts>
std::uint64_t sum(const Counts& counts) {
  std::uint64_t all = 0;
  for (const std::uint64_t count : counts) all += count;
  return all;
}

void write_calls(Writer& page, const Statistics& all) {
  page.line("Calls");
  page.line("    {} accepted = {} answered + {} refused + {} dropped + {} in flight", all.accepted,
            all.answered, sum(all.refused), sum(all.dropped), all.in_flight);
  write_reasons(page, "refused", all.refused, kRefusals);
  write_reasons(page, "dropped", all.dropped, kDrops);
  page.line("    {} wait for a worker", all.queued);
}

void write_workers(Writer& page, const Statistics& all, const ProcedureNames& names) {
  const auto busy = std::ranges::count_if(all.workers, [](const WorkerStatistics& worker) {
    return worker.activity.kind != Activity::Kind::idle;
  });
  page.line("Workers: {}, {} of them busy", all.workers.size(), busy);
  for (const WorkerStatistics& worker : all.workers) {
    const Activity& activity = worker.activity;
    const std::string since = readable(all.now - activity.since);
    if (activity.kind == Activity::Kind::idle) {
      page.line("    {:<16} idle     for {}", worker.name.text(), since);
    } else {
      page.line("    {:<16} {:<8} for {}, client {} {}", worker.name.text(),
                to_string(activity.kind), since, activity.client, procedure_of(activity, names));
    }
  }
}

// By the time that somebody reads it, it may be over: what lasts is what is of interest.
void write_held_locks(Writer& page, const Statistics& all) {
  bool any = false;
  for (const Rank rank : kHierarchy) {
    for (const WorkerStatistics& worker : all.workers) {
      if (!worker.locks.has(rank)) continue;
      if (!std::exchange(any, true)) page.line("Locks that workers hold");
      page.line("    {:<16} {}", worker.name.text(), to_string(rank));
    }
  }
  if (!any) page.line("Locks that workers hold: none");
}

void write_times(Writer& page, std::string_view what, const TimeHistogram& times) {
  if (times.count == 0) return;
  page.line("    {:<22} {:>12} {:>10} {:>10} {:>10}", what, times.count,
            readable(quantile(times, 0.5)), readable(quantile(times, 0.99)),
            readable(times.longest));
}

void write_all_times(Writer& page, const Statistics& all) {
  page.line("{:<26} {:>12} {:>10} {:>10} {:>10}", "Times", "count", "half", "99 %", "longest");
  write_times(page, "calls, queued", all.queue_waits);
  write_times(page, "calls, made", all.call_times);
  write_times(page, "turns of the loop", all.turns);
  for (const LockStatistics& lock : all.locks) {
    write_times(page, fmt::format("{} lock, waited", lock.name), lock.waits);
    write_times(page, fmt::format("{} lock, held", lock.name), lock.holds);
  }
  page.line("Locks are measured at one acquisition in {}.", LockMeter::kEvery);
}

}  // namespace

std::string readable(Nanoseconds time) {
  struct Unit {
    double size;
    std::string_view name;
  };
  constexpr std::array<Unit, 4> kUnits = {{{1, "ns"}, {1e3, "us"}, {1e6, "ms"}, {1e9, "s"}}};
  const std::int64_t seconds = time.count() / 1'000'000'000;
  if (seconds >= 3600) return fmt::format("{} h {} min", seconds / 3600, seconds / 60 % 60);
  if (seconds >= 60) return fmt::format("{} min {} s", seconds / 60, seconds % 60);
  const auto count = static_cast<double>(time.count());
  const auto above = std::ranges::find_if(kUnits, [&](const Unit& u) { return u.size > count; });
  const Unit& unit = above == kUnits.begin() ? kUnits.front() : *std::prev(above);
  return unit.size == 1 ? fmt::format("{} ns", time.count())
                        : fmt::format("{:.3g} {}", count / unit.size, unit.name);
}

Nanoseconds quantile(const TimeHistogram& times, double share) {
  const auto wanted =
      static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(times.count)));
  std::uint64_t up_to = 0;
  for (std::size_t i = 0; i < kTimeBounds.size(); ++i) {
    up_to += times.buckets[i];
    if (up_to >= wanted) return std::min(kTimeBounds[i], times.longest);
  }
  return times.longest;
}

Page people_page(const Statistics& statistics, const ProcedureNames& names) {
  Writer page;
  if (statistics.draining) page.line("The daemon is stopping.");
  page.line("Clients: {} of {}, {} of them not authenticated, {} since the start",
            statistics.clients, statistics.most_clients, statistics.unauthenticated,
            statistics.clients_accepted);
  write_calls(page, statistics);
  page.line("Messages sent unasked");
  page.line("    {} posted = {} delivered + {} discarded + {} that wait", statistics.posted,
            statistics.delivered, statistics.discarded,
            statistics.posted - statistics.delivered - statistics.discarded);
  write_workers(page, statistics, names);
  write_held_locks(page, statistics);
  write_all_times(page, statistics);
  return {"text/plain; charset=utf-8", page.take()};
}

}  // namespace interleave::daemon
