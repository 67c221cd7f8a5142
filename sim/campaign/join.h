// Several reports as one.
#ifndef INTERLEAVE_SIM_CAMPAIGN_JOIN_H_
#define INTERLEAVE_SIM_CAMPAIGN_JOIN_H_

#include <string>
#include <variant>
#include <vector>

#include "sim/campaign/report.h"

namespace interleave::sim {

struct NamedReport {
  std::string name;  // for errors: the file it comes from
  CampaignReport report;
};

// Sums, the union of their traces (so that distinct traces and the share unseen are those of one
// campaign with all the runs), and each finding once, from the first report that has it. At least
// one report.
//
// Reports are of one program's version, one strategy, and the same parameters where they have a
// scenario in common, and no run is in two of them; seeds and scenarios may differ. The error says
// which report does not fit to which, and why.
std::variant<CampaignReport, std::string> join(const std::vector<NamedReport>& reports);

// The same for reports that are known to fit, as those of the parts of one campaign are.
CampaignReport sum_of(const std::vector<NamedReport>& reports);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_JOIN_H_
