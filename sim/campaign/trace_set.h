// How many different traces a campaign has seen, and how much it has probably not seen.
#ifndef INTERLEAVE_SIM_CAMPAIGN_TRACE_SET_H_
#define INTERLEAVE_SIM_CAMPAIGN_TRACE_SET_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace interleave::sim {

// Counts different 64-bit hashes in bounded memory: exactly up to half of `most_slots`, then by
// keeping a sample, chosen by hash, of one in 2, 4, 8... (adaptive sampling). For each it knows
// whether it came more than once, and from which of a few sources (strategies). The order in which
// hashes come does not show in any answer, nor does whether they came to one set or to several that
// were joined.
//
// 48 bits of a hash are kept: among a million different traces, two are taken for one in one case
// of 500.
class TraceSet {
 public:
  static constexpr std::size_t kMostSlots = std::size_t{1} << 21;  // 16 MiB
  static constexpr unsigned kMostSources = 15;

  // `most_slots` is a power of two, at least 16.
  explicit TraceSet(std::size_t most_slots = kMostSlots);

  // `source` is below kMostSources.
  void add(std::uint64_t trace, unsigned source = 0);
  // What came to `other`, which has the same `most_slots`, has come here.
  void join(const TraceSet& other);

  [[nodiscard]] std::uint64_t runs() const { return runs_; }
  // The number of different hashes; an estimate when not exact.
  [[nodiscard]] std::uint64_t distinct() const { return kept_.all << level_; }
  // The number of hashes that came once; an estimate when not exact.
  [[nodiscard]] std::uint64_t once() const { return kept_.once << level_; }
  // The number of hashes that came from this source, and from no other.
  [[nodiscard]] std::uint64_t from(unsigned source) const { return kept_.from[source] << level_; }
  [[nodiscard]] std::uint64_t only_from(unsigned source) const {
    return kept_.only_from[source] << level_;
  }
  [[nodiscard]] bool exact() const { return level_ == 0; }

  // Its content, and back: for files. An entry is a key with its marks, never 0; they are in order.
  // Absent where numbers are not such as a set with this `most_slots` would have given.
  [[nodiscard]] unsigned level() const { return level_; }
  [[nodiscard]] std::vector<std::uint64_t> entries() const;
  static std::optional<TraceSet> of(std::span<const std::uint64_t> entries, unsigned level,
                                    std::uint64_t runs, std::size_t most_slots = kMostSlots);

 private:
  // Of what is kept.
  struct Counts {
    std::uint64_t all = 0;
    std::uint64_t once = 0;
    std::array<std::uint64_t, kMostSources> from{};
    std::array<std::uint64_t, kMostSources> only_from{};
  };

  [[nodiscard]] std::uint64_t& slot_of(std::uint64_t key);
  [[nodiscard]] bool in_sample(std::uint64_t entry) const;
  void put(std::uint64_t entry);
  void mark(std::uint64_t& slot, std::uint64_t marks);
  void count(std::uint64_t entry, std::uint64_t by);
  void make_room();
  void rebuild(std::size_t size);

  std::size_t most_slots_;
  // 0 where empty; else a key, with marks below it.
  std::vector<std::uint64_t> slots_;
  Counts kept_;
  unsigned level_ = 0;  // keys with this many leading zeros are kept
  std::uint64_t runs_ = 0;
};

// The probability that the next run has a trace that no run had (Good and Turing's estimate): the
// share of runs whose trace came only once. 1 before the first run.
double share_unseen(std::uint64_t once, std::uint64_t runs);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_TRACE_SET_H_
