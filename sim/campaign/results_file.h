// A campaign's results as a file that other campaigns' results can be joined with.
#ifndef INTERLEAVE_SIM_CAMPAIGN_RESULTS_FILE_H_
#define INTERLEAVE_SIM_CAMPAIGN_RESULTS_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "sim/campaign/report.h"

namespace interleave::sim {

// A change of the format or of what a number means is a new version.
inline constexpr std::uint32_t kResultsVersion = 2;

// The file's text, one fact a line:
//
//   interleave-results 2
//   version 0.1.0                          of the program
//   strategy portfolio
//   part SEED INDEX COUNT                  one or several; none when all are lost
//   elapsed NANOSECONDS
//   interrupted 0
//   lost TEXT                              none or several
//   scenario NAME
//   parameters TEXT
//   checks N                               repeated runs
//   broken N
//   complete 0
//   situations RUNS...                     that came to each rare one; only where they were counted
//   member NAME SCHEDULES STEPS BROKEN NANOSECONDS    one for each strategy
//   bound THREADS                          of the member before it, where it has one
//   promised DEPTH POINTS RUNS             what it is made of
//   traces LEVEL RUNS COUNT                or "no-traces", on the way
//   DIGITS                                 the sketch: entries in order, as differences
//   finding SCENARIO ...                   and the rest of it, a line each
//   end
//
// Any content of the strings comes back from parse_results.
std::string to_text(const CampaignReport& report);

// Any text gives a report or an error, "line 12: ...".
std::variant<CampaignReport, std::string> parse_results(std::string_view text);

// From a file; the error says why not. A file larger than 1 GiB is refused.
std::variant<CampaignReport, std::string> read_results(const std::string& path);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_RESULTS_FILE_H_
