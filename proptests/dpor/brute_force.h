// Every run of a program, without any reduction: what a search that reduces is compared with.
#ifndef INTERLEAVE_PROPTESTS_DPOR_BRUTE_FORCE_H_
#define INTERLEAVE_PROPTESTS_DPOR_BRUTE_FORCE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/engine/strategy.h"

namespace interleave::sim {

// Depth first over the plain tree of choices, in ascending order.
class BruteForce final : public Strategy {
 public:
  [[nodiscard]] std::string_view name() const override { return "brute force"; }
  // True when the last run was the last one.
  [[nodiscard]] bool done() const { return done_; }

  void begin_run(std::uint64_t) override { at_ = 0; }
  std::uint32_t pick_thread(const Choice& choice) override {
    return choice.ready->nth(next(choice.options));
  }
  std::uint32_t pick(DecisionKind, std::uint32_t options, ObjectId, const char*) override {
    return next(options);
  }
  void end_run(std::uint64_t) override {
    while (!path_.empty() && path_.back().taken + 1 == path_.back().options) path_.pop_back();
    done_ = path_.empty();
    if (!done_) ++path_.back().taken;
  }

 private:
  struct Choices {
    std::uint32_t options;
    std::uint32_t taken;
  };

  std::uint32_t next(std::uint32_t options) {
    if (at_ == path_.size()) path_.push_back({options, 0});
    return path_[at_++].taken;
  }

  std::vector<Choices> path_;
  std::size_t at_ = 0;
  bool done_ = false;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_PROPTESTS_DPOR_BRUTE_FORCE_H_
