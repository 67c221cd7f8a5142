// How many different traces a campaign has seen, and how much it has probably not seen.
#ifndef INTERLEAVE_SIM_CAMPAIGN_TRACE_SET_H_
#define INTERLEAVE_SIM_CAMPAIGN_TRACE_SET_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace interleave::sim {

// Counts different 64-bit hashes in bounded memory: exactly up to half of `most_slots`, then by
// keeping a sample, chosen by hash, of one in 2, 4, 8... (adaptive sampling). The order in which
// hashes come does not show in any answer.
class TraceSet {
 public:
  static constexpr std::size_t kMostSlots = std::size_t{1} << 21;  // 16 MiB

  // `most_slots` is a power of two, at least 16.
  explicit TraceSet(std::size_t most_slots = kMostSlots);

  void add(std::uint64_t trace);

  [[nodiscard]] std::uint64_t runs() const { return runs_; }
  // The number of different hashes; an estimate when not exact.
  [[nodiscard]] std::uint64_t distinct() const { return std::uint64_t{kept_} << level_; }
  // The number of hashes that came once; an estimate when not exact.
  [[nodiscard]] std::uint64_t once() const { return std::uint64_t{kept_once_} << level_; }
  [[nodiscard]] bool exact() const { return level_ == 0; }

 private:
  [[nodiscard]] std::uint64_t& slot_of(std::uint64_t key);
  [[nodiscard]] bool in_sample(std::uint64_t key) const;
  void insert(std::uint64_t entry);
  void make_room();

  const std::size_t most_slots_;
  // 0 where empty; else a key, with kSeenAgain set when it has come more than once.
  std::vector<std::uint64_t> slots_;
  std::size_t kept_ = 0;
  std::size_t kept_once_ = 0;
  unsigned level_ = 0;  // keys with this many leading zeros are kept
  std::uint64_t runs_ = 0;
};

// The probability that the next run has a trace that no run had (Good and Turing's estimate): the
// share of runs whose trace came only once. 1 before the first run.
double share_unseen(std::uint64_t once, std::uint64_t runs);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_TRACE_SET_H_
