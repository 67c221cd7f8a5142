#include "sim/explain/flip_search.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>

#include "sim/explain/dependence.h"

namespace interleave::sim {
namespace {

// Points from the end that are tried against what never came: each is tried with every thread.
constexpr std::size_t kUnpassedWindow = 200;

void add_races(const ObservedRun& run, std::size_t window, std::vector<Exchange>& all) {
  for (Race& race : races(run, window)) {
    all.push_back({.first = race.earlier,
                   .second = race.later,
                   .thread = run.points[race.later].thread,
                   .object = race.object,
                   .needed = std::move(race.needed)});
  }
}

// The objects of a point: its operation's, and those that the same operation has touched.
std::vector<std::vector<ObjectId>> objects_by_point(const ObservedRun& run) {
  std::vector<std::vector<ObjectId>> objects;
  objects.reserve(run.points.size());
  for (const Happening& happening : run.order) {
    if (happening.kind == Happening::Kind::operation) objects.emplace_back();
    if (happening.kind == Happening::Kind::edge || happening.kind == Happening::Kind::made ||
        happening.what.object == kNoObject || objects.empty()) {
      continue;
    }
    objects.back().push_back(happening.what.object);
  }
  return objects;
}

std::vector<std::uint32_t> unfinished(const ObservedRun& run) {
  StateWalk walk(run);
  walk.to(run.records.size());
  std::vector<std::uint32_t> threads;
  for (std::uint32_t i = 1; i < run.threads.size(); ++i) {
    if (!walk.state().thread(run.threads[i].id).ended) threads.push_back(i);
  }
  return threads;
}

// A thread that has not ended may have been too late with a step that never came.
void add_unpassed(const ObservedRun& run, std::size_t window, std::vector<Exchange>& all) {
  const std::vector<std::vector<ObjectId>> objects = objects_by_point(run);
  const std::size_t most = std::min(window, kUnpassedWindow);
  const std::size_t begin = run.points.size() > most ? run.points.size() - most : 0;
  for (const std::uint32_t thread : unfinished(run)) {
    for (std::size_t i = begin; i < run.points.size(); ++i) {
      if (run.points[i].thread == thread) continue;
      for (const ObjectId object : objects[i]) {
        all.push_back({.first = i,
                       .second = Exchange::kNone,
                       .thread = thread,
                       .object = object,
                       .needed = {}});
      }
    }
  }
}

// What the finding is about comes first, then what is late.
auto order_of(const Exchange& exchange, const ObservedRun& run, const Involved& involved) {
  const std::uint32_t one = run.points[exchange.first].thread;
  const bool threads = involved.has_thread(one) && involved.has_thread(exchange.thread);
  const bool object = involved.has_object(exchange.object);
  const int far = (threads ? 0 : 1) + (object ? 0 : 1);
  return std::tuple(far, ~exchange.second, ~exchange.first, exchange.thread, exchange.object);
}

}  // namespace

FlipResult find_flip(RunObserver& observer, const ObservedRun& run, const Involved& involved,
                     const FlipBounds& bounds) {
  std::vector<Exchange> candidates;
  add_races(run, bounds.window, candidates);
  add_unpassed(run, bounds.window, candidates);
  std::ranges::sort(candidates, [&](const Exchange& a, const Exchange& b) {
    return order_of(a, run, involved) < order_of(b, run, involved);
  });
  FlipResult result;
  result.complete = run.points.size() <= bounds.window;
  std::uint64_t points = 0;
  for (Exchange& candidate : candidates) {
    if (result.reruns == bounds.reruns || points >= bounds.points) {
      result.complete = false;
      break;
    }
    FlipStrategy strategy(run, candidate);
    const RunResult& rerun = observer.run(strategy);
    ++result.reruns;
    points += rerun.steps;
    if (rerun.finding || !strategy.flipped()) continue;
    result.second = strategy.second();
    result.exchange = std::move(candidate);
    return result;
  }
  return result;
}

}  // namespace interleave::sim
