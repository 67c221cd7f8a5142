#include "sim/shrink/schedule_cuts.h"

#include <algorithm>

namespace interleave::sim {
namespace {

using Offset = Segments::difference_type;

Segments::const_iterator at_index(const Segments& segments, std::size_t at) {
  return segments.begin() + static_cast<Offset>(at);
}

// One after the other of the same thread are one segment, unless the first ends by giving way.
Segments joined(const Segments& segments) {
  Segments out;
  for (const Segment& each : segments) {
    if (out.empty() || out.back().thread != each.thread || !out.back().preempted) {
      out.push_back(each);
      continue;
    }
    out.back().points += each.points;
    out.back().preempted = each.preempted;
  }
  return out;
}

// The next segment of the same thread after `at`; the number of segments where there is none.
std::size_t next_of(const Segments& segments, std::uint64_t thread, std::size_t from) {
  while (from < segments.size() && segments[from].thread != thread) ++from;
  return from;
}

// The segment at `from` moves to before the one at `to`.
Segments moved(const Segments& segments, std::size_t from, std::size_t to) {
  Segments out = segments;
  const auto first = out.begin() + static_cast<Offset>(from);
  const auto target = out.begin() + static_cast<Offset>(to);
  if (from < to) {
    std::rotate(first, first + 1, target);
  } else {
    std::rotate(target, first, first + 1);
  }
  return joined(out);
}

}  // namespace

Segments without(const Segments& segments, std::size_t at, std::size_t count) {
  Segments out(segments.begin(), at_index(segments, at));
  const std::size_t end = std::min(at + count, segments.size());
  out.insert(out.end(), at_index(segments, end), segments.end());
  return joined(out);
}

std::optional<Segments> not_preempted(const Segments& segments, std::size_t at) {
  if (!segments[at].preempted) return std::nullopt;
  Segments out = segments;
  out[at].preempted = false;
  return out;
}

std::optional<Segments> pulled_forward(const Segments& segments, std::size_t at) {
  const std::size_t next = next_of(segments, segments[at].thread, at + 1);
  if (next == segments.size() || next == at + 1) return std::nullopt;
  return moved(segments, next, at + 1);
}

std::optional<Segments> pushed_back(const Segments& segments, std::size_t at) {
  const std::size_t next = next_of(segments, segments[at].thread, at + 1);
  if (!segments[at].preempted || next == segments.size() || next == at + 1) return std::nullopt;
  return moved(segments, at, next);
}

std::optional<Segments> by_default(const Segments& segments, std::size_t at) {
  const std::uint64_t wanted = segments[at].by_default;
  if (wanted == segments[at].thread) return std::nullopt;
  const std::size_t next = next_of(segments, wanted, at + 1);
  if (next < segments.size()) return moved(segments, next, at);
  Segments out = segments;
  out.insert(out.begin() + static_cast<Offset>(at), Segment{.thread = wanted});
  return out;
}

std::optional<Segments> preempted_after(const Segments& segments, std::size_t at,
                                        std::uint32_t points) {
  if (!segments[at].preempted || points == 0 || points >= segments[at].points) return std::nullopt;
  Segments out = segments;
  out[at].points = points;
  return out;
}

}  // namespace interleave::sim
