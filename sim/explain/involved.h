// What a finding is about.
#ifndef INTERLEAVE_SIM_EXPLAIN_INVOLVED_H_
#define INTERLEAVE_SIM_EXPLAIN_INVOLVED_H_

#include <cstdint>
#include <vector>

#include "sim/explain/observed_run.h"

namespace interleave::sim {

// Threads and objects of a run.
class Involved {
 public:
  explicit Involved(const ObservedRun& run)
      : threads_(run.threads.size(), false), objects_(run.objects.size(), false) {}

  void add_thread(std::uint32_t number) {
    if (number != 0 && number < threads_.size()) threads_[number] = true;
  }
  void add_object(ObjectId id) {
    const auto at = static_cast<std::size_t>(id);
    if (at != 0 && at < objects_.size()) objects_[at] = true;
  }
  // By number.
  [[nodiscard]] bool has_thread(std::uint32_t number) const {
    return number < threads_.size() && threads_[number];
  }
  [[nodiscard]] bool has_object(ObjectId id) const {
    const auto at = static_cast<std::size_t>(id);
    return at < objects_.size() && objects_[at];
  }
  [[nodiscard]] std::size_t thread_count() const;

  // Whether the finding's text names a thread: otherwise what is here is a guess.
  void set_named(bool named) { named_ = named; }
  [[nodiscard]] bool named() const { return named_; }

 private:
  bool named_ = false;
  std::vector<bool> threads_;
  std::vector<bool> objects_;
};

// The threads and objects that the run's finding names, those of the step that broke the rule,
// and those that the threads wait for when it ends. Nothing when no rule was broken.
Involved involved_in_finding(const ObservedRun& run);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_EXPLAIN_INVOLVED_H_
