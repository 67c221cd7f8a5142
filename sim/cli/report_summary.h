// The end of a campaign, for people.
#ifndef INTERLEAVE_SIM_CLI_REPORT_SUMMARY_H_
#define INTERLEAVE_SIM_CLI_REPORT_SUMMARY_H_

#include <string>
#include <vector>

#include "sim/campaign/report.h"

namespace interleave::sim {

// Tables of the scenarios and of the strategies, where there are several, and the sums; `rules` are
// the names of those that every run was checked against.
std::string summary_text(const CampaignReport& report, const std::vector<std::string>& rules);

// One scenario's numbers, a line each.
std::string scenario_text(const ScenarioReport& scenario);

// "0x1", or "0x1 and 2 more".
std::string seeds_text(const CampaignReport& report);

// Columns of one width each, two spaces apart, the first to the left and the others to the right.
// The first row is the head.
std::string table_text(const std::vector<std::vector<std::string>>& rows);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_REPORT_SUMMARY_H_
