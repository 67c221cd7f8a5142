#include "daemon/core/shortage.h"

#include <chrono>

#include "daemon/core/say.h"

namespace interleave::daemon {
namespace {

constexpr unsigned kCallsRefused = 90;
constexpr unsigned kClientsRefused = 95;
constexpr Duration kGiveBackEvery = std::chrono::seconds(1);
constexpr std::size_t kMebibyte = 1'048'576;

}  // namespace

Shortage::Shortage(Clock& clock, const Limits& limits, Log& log)
    : clock_(clock), log_(log), limits_(limits) {}

bool Shortage::refuses_calls() {
  const bool is_short = is_used(kCallsRefused);
  if (is_short != is_short_) tell(is_short);
  return is_short;
}

bool Shortage::refuses_clients() {
  return refuses_calls() && is_used(kClientsRefused);
}

bool Shortage::is_used(unsigned percent) {
  if (gauge_ == nullptr || !limits_.memory_bytes) return false;
  const auto too_much = [&] { return gauge_->used() >= *limits_.memory_bytes / 100 * percent; };
  if (!too_much()) return false;
  const Instant now = clock_.now();
  if (now < give_back_at_) return true;
  // What is kept for later is no reason to refuse anything.
  gauge_->give_back();
  give_back_at_ = later(now, kGiveBackEvery);
  return too_much();
}

void Shortage::tell(bool is_short) {
  is_short_ = is_short;
  say(log_,
      {.level = LogLevel::warning,
       .source = "core.shortage",
       .reason = is_short ? "memory-short" : "memory-enough"},
      "{} of {} MiB of memory are used: {}", gauge_ == nullptr ? 0 : gauge_->used() / kMebibyte,
      limits_.memory_bytes.value_or(0) / kMebibyte,
      is_short ? "ordinary calls are refused" : "calls are made again");
}

}  // namespace interleave::daemon
