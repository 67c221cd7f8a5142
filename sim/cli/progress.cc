#include "sim/cli/progress.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "sim/cli/report_text.h"

namespace interleave::sim {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// The columns of the terminal that standard error is; a usual number where it does not tell.
std::size_t terminal_width() {
  winsize size{};
  const bool told = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return told ? size.ws_col : 80;
}

double in_seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

}  // namespace

Progress::Progress(const CampaignOptions& options)
    : schedules_(options.schedules),
      time_(options.time),
      terminal_(isatty(STDERR_FILENO) == 1),
      interval_(terminal_ ? std::chrono::nanoseconds(milliseconds(200)) : seconds(5)),
      next_(interval_) {
  if (schedules_) *schedules_ /= options.part.count;
}

void Progress::show(const CampaignReport& report) {
  if (report.elapsed < next_) return;
  next_ = report.elapsed + interval_;
  std::string text = line(report);
  if (!terminal_) {
    fmt::print(stderr, "{}\n", text);
    return;
  }
  // A line that wraps cannot be rewritten; the last column may wrap by itself.
  text.resize(std::min(text.size(), terminal_width() - 1));
  fmt::print(stderr, "\r{:<{}}", text, shown_);
  std::fflush(stderr);
  shown_ = text.size();
}

void Progress::clear() {
  if (shown_ == 0) return;
  fmt::print(stderr, "\r{:<{}}\r", "", shown_);
  std::fflush(stderr);
  shown_ = 0;
}

std::string Progress::line(const CampaignReport& report) const {
  const auto rate = static_cast<std::uint64_t>(report.schedules_per_second());
  std::string text = fmt::format("{:.0f} s: {} schedules, {} a second", in_seconds(report.elapsed),
                                 grouped(report.schedules()), grouped(rate));
  // Processes tell of theirs when they end.
  const std::uint64_t traces = report.distinct_traces();
  if (traces > 0) text += fmt::format(", {} distinct traces", grouped(traces));
  if (report.broken() > 0) text += fmt::format(", {} broken", grouped(report.broken()));
  if (const auto left = seconds_left(report)) text += fmt::format(", {:.0f} s left", *left);
  return text;
}

std::optional<double> Progress::seconds_left(const CampaignReport& report) const {
  std::optional<double> left;
  if (time_) left = in_seconds(*time_ - report.elapsed);
  const double rate = report.schedules_per_second();
  if (schedules_ && rate > 0) {
    const std::uint64_t made = std::min(report.schedules(), *schedules_);
    const double runs = static_cast<double>(*schedules_ - made);
    left = std::min(left.value_or(runs / rate), runs / rate);
  }
  if (left) left = std::max(*left, 0.0);
  return left;
}

}  // namespace interleave::sim
