#include "daemon/log/outputs/syslog_output.h"

#include <chrono>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

namespace interleave::daemon {
namespace {

constexpr int kFacilityDaemon = 3;

}  // namespace

bool SyslogOutput::write(const LogRecord& record) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(record.wall).count();
  const std::tm local = fmt::localtime(static_cast<std::time_t>(seconds));
  const LogLine& line = record.line;
  return socket_.send(fmt::format(
      "<{}>{:%b %e %H:%M:%S} {}[{}]: {} {}{}: {}", kFacilityDaemon * 8 + severity_of(line.level),
      local, name_, ::getpid(), record.thread, line.source,
      line.reason.empty() ? "" : fmt::format("[{}]", line.reason), message_of(line)));
}

}  // namespace interleave::daemon
