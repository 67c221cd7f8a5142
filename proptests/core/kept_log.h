// A log that keeps its lines for the test to look at.
#ifndef INTERLEAVE_PROPTESTS_CORE_KEPT_LOG_H_
#define INTERLEAVE_PROPTESTS_CORE_KEPT_LOG_H_

#include <algorithm>
#include <string>
#include <vector>

#include "daemon/core/log.h"

namespace interleave::testing {

// For runs in which one thread at a time runs, as in_world's do.
class KeptLog final : public daemon::Log {
 public:
  void write(const daemon::LogLine& line) override { lines_.emplace_back(line.text); }
  [[nodiscard]] bool enabled(daemon::LogLevel, std::string_view) const override { return true; }

  // The lines that contain `words`.
  [[nodiscard]] long count(std::string_view words) const {
    return std::ranges::count_if(
        lines_, [words](const std::string& line) { return line.find(words) != std::string::npos; });
  }

 private:
  std::vector<std::string> lines_;
};

}  // namespace interleave::testing

#endif  // INTERLEAVE_PROPTESTS_CORE_KEPT_LOG_H_
