// Where findings go: each broken rule of a scenario once for each place, as a file.
#ifndef INTERLEAVE_SIM_CAMPAIGN_FINDING_STORE_H_
#define INTERLEAVE_SIM_CAMPAIGN_FINDING_STORE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/report.h"
#include "sim/replay/recording.h"

namespace interleave::sim {

class FindingStore {
 public:
  // `directory` is made when the first recording is written.
  explicit FindingStore(std::string directory) : directory_(std::move(directory)) {}

  // A rule of a scenario is recorded at this many places: a text that differs each time, although
  // it means the same place, does not fill the disk.
  static constexpr std::size_t kMostPlaces = 4;

  // Whether this is there already, or the same rule of its scenario often enough.
  [[nodiscard]] bool knows(std::string_view scenario, const Finding& finding) const;

  // Writes the recording and keeps `found` with the file's name, or why it could not be written.
  const FoundRule& add(FoundRule found, const Recording& recording);

  [[nodiscard]] const std::vector<FoundRule>& findings() const { return findings_; }

 private:
  const std::string directory_;
  std::vector<FoundRule> findings_;
};

// "queue-deadlock-1f.rec": a scenario, a rule and a seed as a file name. Characters that a shell or
// a file system could mind become "_".
std::string recording_file_name(std::string_view scenario, std::string_view rule,
                                std::uint64_t seed);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_FINDING_STORE_H_
