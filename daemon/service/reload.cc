#include "daemon/service/reload.h"

#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace interleave::daemon {
namespace {

void say(Log& log, LogLevel level, std::string_view reason, std::string_view text) {
  log.write({.level = level, .source = "daemon.reload", .reason = reason, .text = text});
}

}  // namespace

Reload::Reload(const CommandLine& line, const SettingsFile& started, Server& server,
               const Supervisor& supervisor, Log& log)
    : line_(line), started_(started), server_(server), supervisor_(supervisor), log_(log) {
  server.prepare_reload([this] { run(); });
}

void Reload::run() {
  supervisor_.reloading();
  if (const std::optional<std::string> why = follow()) {
    say(log_, LogLevel::error, "refused", fmt::format("the settings stay as they were: {}", *why));
    supervisor_.ready(fmt::format("Serving with the old settings: {}", *why));
    return;
  }
  say(log_, LogLevel::info, "done", "the settings have been read again");
  supervisor_.ready("Serving");
}

std::optional<std::string> Reload::follow() {
  const SettingsFile file = configure(line_);
  if (file.error) return file.error;
  for (const Part& part : parts_) {
    if (auto why = part(file.settings)) return why;
  }
  server_.set_limits(file.settings.limits);
  for (const std::string& note : file.notes) say(log_, LogLevel::warning, "note", note);
  const std::vector<std::string> waiting = waiting_for_a_start(started_, file);
  if (!waiting.empty()) {
    say(log_, LogLevel::warning, "restart",
        fmt::format("changed, and taking effect at the next start: {}", fmt::join(waiting, ", ")));
  }
  return std::nullopt;
}

}  // namespace interleave::daemon
