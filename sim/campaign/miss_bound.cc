#include "sim/campaign/miss_bound.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace interleave::sim {
namespace {

bool same(const MissBound::Runs& a, const MissBound::Runs& b) {
  return a.depth == b.depth && a.points == b.points;
}

}  // namespace

MissBound::MissBound(std::uint32_t threads, const std::vector<Runs>& runs) : threads_(threads) {
  for (const Runs& each : runs) add(each);
}

void MissBound::add(const Promise& promise) {
  if (promise.depth == 0) return;
  threads_ = std::max({threads_, promise.threads, 1U});
  add(Runs{promise.depth, std::max<std::uint64_t>(promise.points, 1), 1});
}

void MissBound::add(const MissBound& other) {
  threads_ = std::max(threads_, other.threads_);
  for (const Runs& each : other.runs_) add(each);
}

void MissBound::add(const Runs& runs) {
  if (last_ >= runs_.size() || !same(runs_[last_], runs)) {
    const auto at =
        std::lower_bound(runs_.begin(), runs_.end(), runs, [](const Runs& a, const Runs& b) {
          return std::tie(a.depth, a.points) < std::tie(b.depth, b.points);
        });
    last_ = static_cast<std::size_t>(at - runs_.begin());
    if (at == runs_.end() || !same(*at, runs)) runs_.insert(at, {runs.depth, runs.points, 0});
  }
  runs_[last_].count += runs.count;
}

double MissBound::missed(std::uint32_t depth) const {
  double log = 0;
  for (const Runs& each : runs_) {
    if (each.depth < depth) continue;
    const double chance =
        std::pow(static_cast<double>(each.points), -(each.depth - 1.0)) / threads_;
    log += static_cast<double>(each.count) * std::log1p(-chance);
  }
  return std::exp(log);
}

std::uint32_t MissBound::depth() const {
  return runs_.empty() ? 0 : runs_.back().depth;
}

std::uint64_t MissBound::runs(std::uint32_t depth) const {
  std::uint64_t sum = 0;
  for (const Runs& each : runs_) sum += each.depth < depth ? 0 : each.count;
  return sum;
}

std::uint64_t MissBound::least_points(std::uint32_t depth) const {
  std::uint64_t least = 0;
  for (const Runs& each : runs_) {
    if (each.depth >= depth && (least == 0 || each.points < least)) least = each.points;
  }
  return least;
}

std::uint64_t MissBound::most_points(std::uint32_t depth) const {
  std::uint64_t most = 0;
  for (const Runs& each : runs_) most = each.depth < depth ? most : std::max(most, each.points);
  return most;
}

}  // namespace interleave::sim
