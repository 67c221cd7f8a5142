#include "sim/shrink/simplicity.h"

#include <string_view>

#include <fmt/format.h>

namespace interleave::sim {
namespace {

void append(std::uint64_t count, std::string_view one, std::string_view many, std::string& out) {
  out += fmt::format("{}{} {}", out.empty() ? "" : ", ", count, count == 1 ? one : many);
}

}  // namespace

std::string to_text(const Simplicity& simplicity) {
  std::string text;
  if (simplicity.faults > 0) append(simplicity.faults, "fault", "faults", text);
  if (simplicity.early_times > 0) {
    append(simplicity.early_times, "early timer", "early timers", text);
  }
  append(simplicity.preemptions, "preemption", "preemptions", text);
  if (simplicity.switches > 0) {
    append(simplicity.switches, "other switch", "other switches", text);
  }
  if (simplicity.choices > 0) append(simplicity.choices, "other choice", "other choices", text);
  append(simplicity.decisions, "decision", "decisions", text);
  return text;
}

std::string time_text(std::uint64_t nanoseconds) {
  const auto ns = static_cast<double>(nanoseconds);
  if (nanoseconds >= 1'000'000'000) return fmt::format("{:.4g} s", ns / 1e9);
  if (nanoseconds >= 1'000'000) return fmt::format("{:.4g} ms", ns / 1e6);
  if (nanoseconds >= 1'000) return fmt::format("{:.4g} us", ns / 1e3);
  return fmt::format("{} ns", nanoseconds);
}

}  // namespace interleave::sim
