#include "sim/replay/run_settings.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "sim/engine/faults.h"

namespace interleave::sim {
namespace {

constexpr std::string_view kStepLimit = "step_limit";
constexpr std::string_view kRatio = "ratio=";
constexpr std::string_view kMost = ",most=";

template <class Number>
bool parse_whole(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && stop == end;
}

std::optional<Fault> fault_of(std::string_view name) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(Fault::count_); ++i) {
    if (to_string(static_cast<Fault>(i)) == name) return static_cast<Fault>(i);
  }
  return std::nullopt;
}

// "ratio=4096,most=3"
bool parse_limit(std::string_view text, Faults::Limit& limit) {
  const std::size_t comma = text.find(kMost);
  return text.starts_with(kRatio) && comma != std::string_view::npos &&
         parse_whole(text.substr(kRatio.size(), comma - kRatio.size()), limit.ratio) &&
         parse_whole(text.substr(comma + kMost.size()), limit.most) &&
         limit.ratio <= Faults::kAlways;
}

bool apply(const Setting& setting, RunOptions& options) {
  if (setting.name == kStepLimit) return parse_whole(setting.value, options.step_limit);
  const std::optional<Fault> fault = fault_of(setting.name);
  return fault && parse_limit(setting.value, options.faults[*fault]);
}

}  // namespace

std::vector<Setting> to_settings(const RunOptions& options) {
  std::vector<Setting> settings;
  settings.push_back({std::string(kStepLimit), fmt::format("{}", options.step_limit)});
  for (std::size_t i = 0; i < static_cast<std::size_t>(Fault::count_); ++i) {
    const auto fault = static_cast<Fault>(i);
    const Faults::Limit& limit = options.faults[fault];
    if (limit == Faults::Limit{}) continue;
    settings.push_back({std::string(to_string(fault)),
                        fmt::format("{}{}{}{}", kRatio, limit.ratio, kMost, limit.most)});
  }
  return settings;
}

std::variant<RunOptions, std::string> from_settings(const std::vector<Setting>& settings) {
  RunOptions options;
  for (const Setting& setting : settings) {
    if (!apply(setting, options)) {
      return fmt::format("the recording's setting {} = {} is not known to this program",
                         setting.name, setting.value);
    }
  }
  return options;
}

}  // namespace interleave::sim
