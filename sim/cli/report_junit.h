// A campaign's results for continuous integration: JUnit XML.
#ifndef INTERLEAVE_SIM_CLI_REPORT_JUNIT_H_
#define INTERLEAVE_SIM_CLI_REPORT_JUNIT_H_

#include <string>
#include <string_view>

#include "sim/campaign/report.h"
#include "sim/cli/command_line.h"

namespace interleave::sim {

// One test suite: a test case for each scenario, with the time of its runs and its numbers as
// output. It fails with the rule as type, the finding's line as message, and a text that has the
// findings with the commands that replay them; a scenario whose turn did not come is skipped. A job
// that was lost is a test case with an error.
std::string report_junit(const CampaignReport& report, const Program& program);

// As text and as attribute value of XML 1.0: markup is escaped; what XML cannot hold (control
// characters, bytes that are no UTF-8) becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_REPORT_JUNIT_H_
