// What a campaign says of rare situations (model/probes).
#ifndef INTERLEAVE_SIM_CLI_REPORT_PROBES_H_
#define INTERLEAVE_SIM_CLI_REPORT_PROBES_H_

#include <string>

#include "sim/campaign/report.h"
#include "sim/json/json.h"

namespace interleave::sim {

// A table with a row for each probe; empty where they were not looked for.
std::string probe_table(const CampaignReport& report);

// Which probes were not met as they are to be in a search through all scenarios; empty when all
// were.
std::string missing_probes_text(const CampaignReport& report);

// Member "probes", an array; none where they were not looked for.
void add_probes(const CampaignReport& report, JsonWriter& json);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_REPORT_PROBES_H_
