#include "sim/cli/report_files.h"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "sim/campaign/results_file.h"
#include "sim/cli/report_json.h"
#include "sim/cli/report_junit.h"

namespace interleave::sim {

std::string ReportFiles::open(const Arguments& arguments) {
  std::string error = open(arguments, "--json", json_);
  if (error.empty()) error = open(arguments, "--junit", junit_);
  if (error.empty()) error = open(arguments, "--state", state_);
  return error;
}

std::string ReportFiles::open(const Arguments& arguments, std::string_view option, File& file) {
  const auto path = arguments.value(option);
  if (!path) return {};
  file.path = *path;
  file.file.reset(std::fopen(file.path.c_str(), "wb"));
  if (file.file != nullptr) return {};
  return fmt::format("{}: cannot write {}: {}", option, file.path, std::strerror(errno));
}

std::string ReportFiles::write(const CampaignReport& report, const std::vector<std::string>& rules,
                               const Program& program) {
  std::string error;
  if (json_.file != nullptr) error = write(report_json(report, rules, program), json_);
  if (error.empty() && junit_.file != nullptr) error = write(report_junit(report, program), junit_);
  if (error.empty() && state_.file != nullptr) error = write(to_text(report), state_);
  return error;
}

std::string ReportFiles::write(const std::string& text, File& file) {
  const bool written = std::fwrite(text.data(), 1, text.size(), file.file.get()) == text.size();
  // Closing flushes: a full disk may show only here.
  if (std::fclose(file.file.release()) == 0 && written) return {};
  return fmt::format("cannot write {}: {}", file.path, std::strerror(errno));
}

}  // namespace interleave::sim
