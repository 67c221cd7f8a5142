// The files that a campaign's results are wanted in.
#ifndef INTERLEAVE_SIM_CLI_REPORT_FILES_H_
#define INTERLEAVE_SIM_CLI_REPORT_FILES_H_

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/campaign/report.h"
#include "sim/cli/arguments.h"
#include "sim/cli/command_line.h"

namespace interleave::sim {

// --json, --junit and --state of a command. They are opened first: a campaign of an hour must not
// fail at its end.
class ReportFiles {
 public:
  // Returns an empty text, or what is wrong with an option.
  std::string open(const Arguments& arguments);
  // Returns an empty text, or which file could not be written.
  std::string write(const CampaignReport& report, const std::vector<std::string>& rules,
                    const Program& program);

 private:
  struct File {
    std::string path;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{nullptr, std::fclose};
  };

  static std::string open(const Arguments& arguments, std::string_view option, File& file);
  static std::string write(const std::string& text, File& file);

  File json_;
  File junit_;
  File state_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_REPORT_FILES_H_
