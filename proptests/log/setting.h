// A clock that the test moves, and an output that keeps what it is given.
#ifndef INTERLEAVE_PROPTESTS_LOG_SETTING_H_
#define INTERLEAVE_PROPTESTS_LOG_SETTING_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "daemon/log/daemon_log.h"
#include "model/seam/clock.h"

namespace interleave::testing {

class HandClock final : public Clock {
 public:
  [[nodiscard]] Instant now() override { return now_; }
  [[nodiscard]] Duration wall_now() override { return std::chrono::seconds(1'700'000'000); }
  void advance(Duration by) { now_ += by; }

 private:
  Instant now_{};
};

// What is written, as "level source[reason] message"; nothing while it has no room.
struct Page {
  std::vector<std::string> lines;
  bool has_room = true;
};

class PageOutput final : public daemon::Output {
 public:
  explicit PageOutput(Page& page) : page_(page) {}
  bool write(const daemon::LogRecord& record) override {
    if (!page_.has_room) return false;
    page_.lines.push_back(std::string(to_string(record.line.level)) + " " +
                          std::string(record.line.source) + "[" + std::string(record.line.reason) +
                          "] " + message_of(record.line));
    return true;
  }

 private:
  Page& page_;
};

inline std::vector<daemon::LeveledOutput> outputs_to(
    Page& page, daemon::LogLevel level = daemon::LogLevel::debug) {
  std::vector<daemon::LeveledOutput> outputs;
  outputs.push_back({level, std::make_unique<PageOutput>(page)});
  return outputs;
}

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_LOG_SETTING_H_
