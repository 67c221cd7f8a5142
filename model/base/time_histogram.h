// How often something has taken how long: counts of times by size.
#ifndef INTERLEAVE_MODEL_BASE_TIME_HISTOGRAM_H_
#define INTERLEAVE_MODEL_BASE_TIME_HISTOGRAM_H_

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace interleave {

// The largest time of each bucket but the last, which has no bound: 100 ns to 100 s, by threes.
inline constexpr std::array<std::chrono::nanoseconds, 19> kTimeBounds = [] {
  std::array<std::chrono::nanoseconds, 19> bounds{};
  std::int64_t decade = 100;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    bounds[i] = std::chrono::nanoseconds(i % 2 == 0 ? decade : 3 * decade);
    if (i % 2 == 1) decade *= 10;
  }
  return bounds;
}();

// The bucket of a time: bounds belong to their bucket.
constexpr std::size_t time_bucket(std::chrono::nanoseconds time) {
  std::size_t bucket = 0;
  while (bucket < kTimeBounds.size() && time > kTimeBounds[bucket]) ++bucket;
  return bucket;
}

// Plain numbers: one thread at a time, as whoever owns it says.
struct TimeHistogram {
  std::array<std::uint64_t, kTimeBounds.size() + 1> buckets{};  // each on its own, not summed up
  std::uint64_t count = 0;
  std::chrono::nanoseconds sum{};
  std::chrono::nanoseconds longest{};

  void add(std::chrono::nanoseconds time) {
    ++buckets[time_bucket(time)];
    ++count;
    sum += time;
    longest = std::max(longest, time);
  }
};

// The same for several threads at once. What is read while others add may lack a part of what they
// add; each number by itself is right.
class SharedTimeHistogram {
 public:
  void add(std::chrono::nanoseconds time) {
    buckets_[time_bucket(time)].fetch_add(1, std::memory_order_relaxed);
    sum_.fetch_add(time.count(), std::memory_order_relaxed);
    std::int64_t longest = longest_.load(std::memory_order_relaxed);
    while (time.count() > longest &&
           !longest_.compare_exchange_weak(longest, time.count(), std::memory_order_relaxed)) {
    }
  }

  [[nodiscard]] TimeHistogram read() const {
    TimeHistogram result;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
      result.buckets[i] = buckets_[i].load(std::memory_order_relaxed);
      result.count += result.buckets[i];
    }
    result.sum = std::chrono::nanoseconds(sum_.load(std::memory_order_relaxed));
    result.longest = std::chrono::nanoseconds(longest_.load(std::memory_order_relaxed));
    return result;
  }

 private:
  std::array<std::atomic<std::uint64_t>, kTimeBounds.size() + 1> buckets_{};
  std::atomic<std::int64_t> sum_{0};
  std::atomic<std::int64_t> longest_{0};
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_BASE_TIME_HISTOGRAM_H_
