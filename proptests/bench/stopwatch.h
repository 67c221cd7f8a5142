// Time, for what is measured in it.
#ifndef INTERLEAVE_PROPTESTS_BENCH_STOPWATCH_H_
#define INTERLEAVE_PROPTESTS_BENCH_STOPWATCH_H_

#include <ctime>

namespace interleave::bench {

// Counts the processor time of the calling thread, so that other processes of the machine do not
// count; on an idle one that is real time.
class Stopwatch {
 public:
  // Since it was made.
  [[nodiscard]] double seconds() const { return now() - begin_; }

 private:
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }

  const double begin_ = now();
};

}  // namespace interleave::bench

#endif  // INTERLEAVE_PROPTESTS_BENCH_STOPWATCH_H_
