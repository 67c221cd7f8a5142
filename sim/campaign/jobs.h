// A campaign in several processes at once.
#ifndef INTERLEAVE_SIM_CAMPAIGN_JOBS_H_
#define INTERLEAVE_SIM_CAMPAIGN_JOBS_H_

#include <memory>
#include <vector>

#include "sim/campaign/campaign.h"

namespace interleave::sim {

// As many processes as there are processors for them.
unsigned cores();

// Runs the campaign that `options` says in `jobs` processes, at least one, each of which makes a
// part of its runs (part_of) on a processor of its own where there are enough. The observer is told
// of all of them together; a finding that several jobs make is told once, and the recordings of the
// others stay beside it. Which of the runs that break a rule comes first depends on the processes'
// speed; what each run is does not (campaign.h).
//
// A job that dies (a sanitizer ends it, somebody kills it) is named in CampaignReport::lost: what
// it has found counts, its other numbers are missing; the others go on.
//
// The calling process has one thread, and has run no simulation.
CampaignReport run_jobs(const std::vector<std::unique_ptr<Scenario>>& scenarios,
                        const CampaignOptions& options, unsigned jobs, CampaignObserver& observer);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_JOBS_H_
