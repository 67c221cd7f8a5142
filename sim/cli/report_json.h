// A campaign's results for programs.
#ifndef INTERLEAVE_SIM_CLI_REPORT_JSON_H_
#define INTERLEAVE_SIM_CLI_REPORT_JSON_H_

#include <string>
#include <vector>

#include "sim/campaign/report.h"
#include "sim/cli/command_line.h"

namespace interleave::sim {

// The member "format" of the object. Members may be added; one that goes, or comes to mean
// something else, makes a new number. docs/campaigns.md says what they are.
inline constexpr unsigned kReportFormat = 1;

// One object; seeds and hashes are texts ("0x2a"), since JSON's numbers may not hold 64 bits.
std::string report_json(const CampaignReport& report, const std::vector<std::string>& rules,
                        const Program& program);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_REPORT_JSON_H_
