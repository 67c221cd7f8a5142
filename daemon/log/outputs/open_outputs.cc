#include "daemon/log/outputs/open_outputs.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/log/outputs/descriptor_output.h"
#include "daemon/log/outputs/journald_output.h"
#include "daemon/log/outputs/syslog_output.h"

namespace interleave::daemon {
namespace {

constexpr const char* kSyslogSocket = "/dev/log";

// An output, or why there is none.
struct Opened {
  std::unique_ptr<Output> output;
  std::string reason;
};

template <class Service>
Opened check_reachable(std::unique_ptr<Service> output, std::string_view path) {
  if (!output->reachable()) return {nullptr, fmt::format("nobody listens at {}", path)};
  return {std::move(output), {}};
}

Opened open_one(const OutputSpec& spec) {
  switch (spec.kind) {
    case OutputSpec::Kind::to_stderr:
      return {std::make_unique<DescriptorOutput>(STDERR_FILENO), {}};
    case OutputSpec::Kind::to_file: {
      auto file = open_log_file(spec.data);
      if (file == nullptr) return {nullptr, std::strerror(errno)};
      return {std::move(file), {}};
    }
    case OutputSpec::Kind::to_syslog:
      return check_reachable(std::make_unique<SyslogOutput>(kSyslogSocket, spec.data),
                             kSyslogSocket);
    case OutputSpec::Kind::to_journald:
      break;
  }
  const std::string path = spec.data.empty() ? kJournalSocket : spec.data;
  return check_reachable(std::make_unique<JournaldOutput>(path), path);
}

OpenedOutputs open_default() {
  OpenedOutputs result;
  if (is_journal_stream(std::getenv("JOURNAL_STREAM"))) {
    Opened journal = open_one({.kind = OutputSpec::Kind::to_journald, .data = {}});
    if (journal.output != nullptr) {
      result.outputs.push_back({LogLevel::debug, std::move(journal.output)});
      return result;
    }
  }
  result.outputs.push_back({LogLevel::debug, std::make_unique<DescriptorOutput>(STDERR_FILENO)});
  return result;
}

}  // namespace

OpenedOutputs open_outputs(const std::vector<OutputSpec>& specs) {
  if (specs.empty()) return open_default();
  OpenedOutputs result;
  for (const OutputSpec& spec : specs) {
    Opened opened = open_one(spec);
    if (opened.output == nullptr) {
      return {{},
              fmt::format("the log output {} cannot be opened: {}", to_text(spec), opened.reason)};
    }
    result.outputs.push_back({spec.level, std::move(opened.output)});
  }
  return result;
}

bool is_journal_stream(const char* value) {
  struct stat status{};
  if (value == nullptr || ::fstat(STDERR_FILENO, &status) != 0) return false;
  return fmt::format("{}:{}", status.st_dev, status.st_ino) == value;
}

}  // namespace interleave::daemon
