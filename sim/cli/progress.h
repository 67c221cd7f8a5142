// How far a campaign is, on standard error: a line that is rewritten on a terminal, a line every
// few seconds elsewhere.
#ifndef INTERLEAVE_SIM_CLI_PROGRESS_H_
#define INTERLEAVE_SIM_CLI_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "sim/campaign/campaign.h"

namespace interleave::sim {

class Progress {
 public:
  // The campaign's ends are in `options`.
  explicit Progress(const CampaignOptions& options);

  // Shows where the campaign is, when it is time to.
  void show(const CampaignReport& report);
  // Takes the line away, so that something else can be written.
  void clear();

 private:
  [[nodiscard]] std::string line(const CampaignReport& report) const;
  [[nodiscard]] std::optional<double> seconds_left(const CampaignReport& report) const;

  std::optional<std::uint64_t> schedules_;  // of the part that is made here
  const std::optional<std::chrono::nanoseconds> time_;
  const bool terminal_;
  const std::chrono::nanoseconds interval_;
  std::chrono::nanoseconds next_;
  std::size_t shown_ = 0;  // columns of the line on the terminal
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_PROGRESS_H_
