// The daemon's log: filters lines, limits their number, and gives them to the outputs.
#ifndef INTERLEAVE_DAEMON_LOG_DAEMON_LOG_H_
#define INTERLEAVE_DAEMON_LOG_DAEMON_LOG_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "daemon/core/log.h"
#include "daemon/log/filters.h"
#include "daemon/log/output.h"
#include "daemon/log/rate_limit.h"
#include "model/seam/clock.h"

namespace interleave::daemon {

// What the keys log_* decide, but for the outputs.
struct LogRules {
  LogLevel level = LogLevel::warning;  // of sources that no filter names
  std::vector<LogFilter> filters{};
  // Lines of one kind in each RateLimit::kWindow; 0 means no limit. Debugging lines have none:
  // whoever asks for them wants to see everything.
  std::size_t most_lines = 10;
};

// A line that an output has no room for, or that there is no memory for, is lost; the next one that
// it takes is followed by a line with the number of those. A line that the limit has held back is
// counted; a line with the number follows when the kind's window has ended and somebody calls write
// or write_suppressed.
class DaemonLog final : public Log {
 public:
  // `thread_name` gives the calling thread's name. With no output, lines go nowhere.
  DaemonLog(Clock& clock, std::function<std::string()> thread_name, LogRules rules,
            std::vector<LeveledOutput> outputs);
  // Says what was suppressed and not told yet.
  ~DaemonLog() override;

  void write(const LogLine& line) override;
  [[nodiscard]] bool enabled(LogLevel level, std::string_view source) const override;
  using Log::enabled;
  using Log::write;

  // Other rules and other outputs from now on. Any thread. The old outputs are closed when the last
  // line that is on its way has been written.
  void change(LogRules rules, std::vector<LeveledOutput> outputs);

  // Writes the lines that count what was suppressed, of windows that have ended. Any thread.
  // Returns how long until there are more of them; nothing when no line is held back.
  std::optional<Duration> write_suppressed();
  // Called with that time, on the thread that writes, with no lock held, when the first line of a
  // kind is held back. Set before other threads write.
  void on_suppressed(std::function<void(Duration)> callback) { callback_ = std::move(callback); }

 private:
  struct Place {
    LeveledOutput to;
    std::atomic<std::uint64_t> lost = 0;
  };
  struct Setup {
    LogRules rules;
    std::vector<std::unique_ptr<Place>> places;
  };

  static std::shared_ptr<const Setup> make_setup(LogRules rules,
                                                 std::vector<LeveledOutput> outputs);
  [[nodiscard]] std::shared_ptr<const Setup> setup() const;
  // Whether the line may be written, and how long until its kind is reported when it is the first
  // one that may not.
  [[nodiscard]] bool admit(const LogLine& line, std::optional<Duration>& until_report);
  void report(const std::vector<RateLimit::Suppressed>& suppressed);
  void deliver(const LogLine& line);
  static void deliver(Place& place, const LogRecord& record);

  // Constant.
  Clock& clock_;
  const std::function<std::string()> thread_name_;
  std::function<void(Duration)> callback_;

  // No line below this level is kept by anybody: most lines end here, with no lock taken.
  std::atomic<LogLevel> least_;

  // Own lock, under which nothing is called.
  mutable std::mutex mutex_;
  std::shared_ptr<const Setup> setup_;
  RateLimit limit_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOG_DAEMON_LOG_H_
