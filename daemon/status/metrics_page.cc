#include "daemon/status/metrics_page.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "daemon/status/exposition.h"

namespace interleave::daemon {
namespace {

constexpr std::array kLanes = {Lane::ordinary, Lane::urgent};

std::string_view to_string(Lane lane) {
  return lane == Lane::urgent ? "urgent" : "ordinary";
}

void add_clients(Exposition& page, const Statistics& all) {
  page.gauge("interleave_clients", "Clients that are connected.", all.clients);
  page.gauge("interleave_clients_limit", "Clients that may be connected.", all.most_clients);
  page.gauge("interleave_clients_unauthenticated", "Clients that have not authenticated yet.",
             all.unauthenticated);
  page.counter("interleave_clients_accepted_total", "Connections that were accepted.",
               all.clients_accepted);
}

template <class Counts, class Names>
void add_by_reason(Exposition& page, const Counts& counts, const Names& names) {
  for (std::size_t i = 0; i < counts.size(); ++i) page.sample({{"reason", names[i]}}, counts[i]);
}

void add_calls(Exposition& page, const Statistics& all) {
  page.counter("interleave_calls_accepted_total",
               "Complete calls that were read: answered + refused + dropped + in flight.",
               all.accepted);
  page.counter("interleave_calls_answered_total", "Calls that were made and got their reply.",
               all.answered);
  page.counter("interleave_calls_refused_total",
               "Calls that got an error without having been made.");
  add_by_reason(page, all.refused, kRefusals);
  page.counter("interleave_calls_dropped_total", "Calls whose client went before their reply.");
  add_by_reason(page, all.dropped, kDrops);
  page.gauge("interleave_calls_in_flight", "Calls that were read and have not ended.",
             all.in_flight);
  page.gauge("interleave_queue_length",
             "Calls, work of sessions and ends of sessions that wait for a worker.", all.queued);
  page.histogram("interleave_call_queue_seconds", "How long calls waited for a worker.");
  page.times({}, all.queue_waits);
  page.histogram("interleave_call_seconds", "How long calls took in a worker.");
  page.times({}, all.call_times);
}

void add_messages(Exposition& page, const Statistics& all) {
  page.counter("interleave_messages_posted_total", "Events and stream packets to be sent.",
               all.posted);
  page.counter("interleave_messages_delivered_total", "Events and stream packets that were sent.",
               all.delivered);
  page.counter("interleave_messages_discarded_total",
               "Events and stream packets whose client has gone.", all.discarded);
}

void add_workers(Exposition& page, const Statistics& all) {
  page.gauge("interleave_workers", "Workers, by what they may take and what they do.");
  using Kind = Activity::Kind;
  for (const Lane lane : kLanes) {
    for (const Kind kind : {Kind::idle, Kind::call, Kind::work, Kind::closing}) {
      const auto count = std::ranges::count_if(all.workers, [&](const WorkerStatistics& worker) {
        return worker.lane == lane && worker.activity.kind == kind;
      });
      page.sample({{"lane", to_string(lane)}, {"activity", to_string(kind)}},
                  static_cast<std::uint64_t>(count));
    }
  }
  page.gauge("interleave_workers_limit", "Ordinary workers that there may be.", all.most_workers);
}

void add_busy_workers(Exposition& page, const Statistics& all, const ProcedureNames& names) {
  page.gauge("interleave_worker_busy_seconds",
             "How long each worker that is busy has been so, with what it does.");
  for (const WorkerStatistics& worker : all.workers) {
    if (worker.activity.kind == Activity::Kind::idle) continue;
    const std::string name = worker.name.text();
    const std::string procedure = procedure_of(worker.activity, names);
    page.seconds(
        {{"thread", name}, {"activity", to_string(worker.activity.kind)}, {"procedure", procedure}},
        all.now - worker.activity.since);
  }
}

void add_loop(Exposition& page, const Statistics& all) {
  page.histogram("interleave_loop_turn_seconds",
                 "How long the event loop took to serve what was ready, without its waiting.");
  page.times({}, all.turns);
  page.gauge("interleave_loop_turn_longest_seconds", "The longest of those since the start.");
  page.seconds({}, all.turns.longest);
}

void add_locks(Exposition& page, const Statistics& all) {
  page.histogram("interleave_lock_wait_seconds",
                 "How long locks were waited for, of one acquisition in 16.");
  for (const LockStatistics& lock : all.locks) page.times({{"lock", lock.name}}, lock.waits);
  page.histogram("interleave_lock_hold_seconds", "How long locks were held, of the same ones.");
  for (const LockStatistics& lock : all.locks) page.times({{"lock", lock.name}}, lock.holds);
  page.gauge("interleave_lock_holders", "Workers that hold a lock of this rank now.");
  for (const Rank rank : kHierarchy) {
    const auto count = std::ranges::count_if(
        all.workers, [&](const WorkerStatistics& worker) { return worker.locks.has(rank); });
    page.sample({{"rank", to_string(rank)}}, static_cast<std::uint64_t>(count));
  }
}

}  // namespace

std::string_view to_string(Activity::Kind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"idle", "call", "work", "closing"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string procedure_of(const Activity& activity, const ProcedureNames& names) {
  if (activity.kind != Activity::Kind::call) return {};
  const std::string_view name = names(activity.program, activity.procedure);
  if (!name.empty()) return std::string(name);
  return fmt::format("procedure {} of {:#x}", activity.procedure, activity.program);
}

Page metrics_page(const Statistics& statistics, const ProcedureNames& names) {
  Exposition page;
  page.gauge("interleave_draining", "1 once the daemon has begun to stop.",
             statistics.draining ? 1 : 0);
  add_clients(page, statistics);
  add_calls(page, statistics);
  add_messages(page, statistics);
  add_workers(page, statistics);
  add_busy_workers(page, statistics, names);
  add_loop(page, statistics);
  add_locks(page, statistics);
  return {std::string(Exposition::kType), page.text()};
}

}  // namespace interleave::daemon
