// Why a call was not answered, for those who count.
#ifndef INTERLEAVE_DAEMON_CORE_REASONS_H_
#define INTERLEAVE_DAEMON_CORE_REASONS_H_

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace interleave::daemon {

// Why a call gets an error reply without having been made.
enum class Refusal : std::uint8_t { shutting_down, not_authenticated, memory_short };
inline constexpr std::array<std::string_view, 3> kRefusals = {"shutting-down", "not-authenticated",
                                                              "memory-short"};

// Why a call gets no reply: its client has gone.
enum class Drop : std::uint8_t {
  before_its_turn,  // no worker had begun it
  while_it_ran,     // it was made, and its reply went nowhere
};
inline constexpr std::array<std::string_view, 2> kDrops = {"before-its-turn", "while-it-ran"};

// A count for each reason of a kind; `names` are its reasons' in their order. Any thread.
template <class Reason, const auto& names>
class CountByReason {
 public:
  void add(Reason reason) { ++counts_[static_cast<std::size_t>(reason)]; }
  // The reason with this place among `names`.
  [[nodiscard]] std::uint64_t at(std::size_t place) const { return counts_[place]; }
  // All reasons together.
  [[nodiscard]] std::uint64_t load() const {
    std::uint64_t sum = 0;
    for (const auto& count : counts_) sum += count;
    return sum;
  }
  operator std::uint64_t() const { return load(); }  // NOLINT(google-explicit-constructor)

 private:
  std::array<std::atomic<std::uint64_t>, names.size()> counts_{};
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_REASONS_H_
