#include "daemon/log/daemon_log.h"

#include <algorithm>
#include <new>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace interleave::daemon {
namespace {

LogLevel least_of(const LogRules& rules) {
  LogLevel least = rules.level;
  for (const LogFilter& filter : rules.filters) least = std::min(least, filter.level);
  return least;
}

}  // namespace

DaemonLog::DaemonLog(Clock& clock, std::function<std::string()> thread_name, LogRules rules,
                     std::vector<LeveledOutput> outputs)
    : clock_(clock),
      thread_name_(std::move(thread_name)),
      least_(least_of(rules)),
      limit_(rules.most_lines) {
  setup_ = make_setup(std::move(rules), std::move(outputs));
}

DaemonLog::~DaemonLog() {
  report(limit_.take_all());
}

std::shared_ptr<const DaemonLog::Setup> DaemonLog::make_setup(LogRules rules,
                                                              std::vector<LeveledOutput> outputs) {
  auto setup = std::make_shared<Setup>();
  setup->rules = std::move(rules);
  for (LeveledOutput& output : outputs) {
    setup->places.push_back(std::make_unique<Place>());
    setup->places.back()->to = std::move(output);
  }
  return setup;
}

std::shared_ptr<const DaemonLog::Setup> DaemonLog::setup() const {
  const std::lock_guard lock(mutex_);
  return setup_;
}

void DaemonLog::change(LogRules rules, std::vector<LeveledOutput> outputs) {
  const LogLevel least = least_of(rules);
  const std::size_t most = rules.most_lines;
  std::shared_ptr<const Setup> next = make_setup(std::move(rules), std::move(outputs));
  const std::lock_guard lock(mutex_);
  // The old one goes with `next`, after the lock: closing a file may take its time.
  setup_.swap(next);
  limit_.set_most(most);
  least_ = least;
}

bool DaemonLog::enabled(LogLevel level, std::string_view source) const {
  if (level < least_) return false;
  const std::shared_ptr<const Setup> now = setup();
  try {
    return level >= level_of(source, now->rules.filters, now->rules.level);
  } catch (const std::bad_alloc&) {
    // A line too many says more than one too few.
    return true;
  }
}

void DaemonLog::write(const LogLine& line) {
  try {
    if (!enabled(line.level, line.source)) return;
    write_suppressed();
    std::optional<Duration> until_report;
    if (admit(line, until_report)) deliver(line);
    if (until_report && callback_) callback_(*until_report);
  } catch (const std::bad_alloc&) {
    for (const auto& place : setup()->places) ++place->lost;
  }
}

bool DaemonLog::admit(const LogLine& line, std::optional<Duration>& until_report) {
  if (line.level == LogLevel::debug) return true;
  const Instant now = clock_.now();
  const std::lock_guard lock(mutex_);
  const bool quiet = !limit_.is_suppressing();
  if (limit_.admit(line.level, line.source, line.reason, now)) return true;
  if (quiet) until_report = limit_.next_end() - now;
  return false;
}

std::optional<Duration> DaemonLog::write_suppressed() {
  std::vector<RateLimit::Suppressed> ended;
  Instant next = kNever;
  {
    const std::lock_guard lock(mutex_);
    if (!limit_.is_suppressing()) return std::nullopt;
    ended = limit_.take_ended(clock_.now());
    next = limit_.next_end();
  }
  report(ended);
  if (next == kNever) return std::nullopt;
  return std::max(next - clock_.now(), Duration::zero());
}

void DaemonLog::report(const std::vector<RateLimit::Suppressed>& suppressed) {
  for (const RateLimit::Suppressed& kind : suppressed) {
    const std::string text =
        fmt::format("{} more lines of this kind were suppressed within {} s", kind.lines,
                    std::chrono::duration_cast<std::chrono::seconds>(RateLimit::kWindow).count());
    deliver({.level = kind.level, .source = kind.source, .reason = kind.reason, .text = text});
  }
}

void DaemonLog::deliver(const LogLine& line) {
  const std::string text = one_line(line.text);
  LogRecord record{line, clock_.wall_now(), thread_name_()};
  record.line.text = text;
  const std::shared_ptr<const Setup> now = setup();
  for (const auto& place : now->places) deliver(*place, record);
}

void DaemonLog::deliver(Place& place, const LogRecord& record) {
  if (record.line.level < place.to.level) return;
  if (!place.to.output->write(record)) {
    ++place.lost;
    return;
  }
  const std::uint64_t lost = place.lost.exchange(0);
  if (lost == 0) return;
  const std::string text =
      fmt::format("{} lines before this one were lost: they found no room", lost);
  const LogRecord note{
      {.level = LogLevel::warning, .source = "log", .reason = "lost", .text = text},
      record.wall,
      record.thread};
  if (!place.to.output->write(note)) place.lost += lost;
}

}  // namespace interleave::daemon
