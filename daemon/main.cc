// interleaved: the process leader (T1). It makes everything, starts the event loop thread, and
// waits for its end. Each step is a file of daemon/service, or a folder's entry.
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/current_thread.h"
#include "daemon/asio/file_trace.h"
#include "daemon/asio/pid_file.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/process.h"
#include "daemon/asio/signals.h"
#include "daemon/asio/threads.h"
#include "daemon/config/command_line.h"
#include "daemon/config/settings.h"
#include "daemon/core/process_leader.h"
#include "daemon/libvirt/event_bridge.h"
#include "daemon/libvirt/library_messages.h"
#include "daemon/libvirt/libvirt_program.h"
#include "daemon/log/summary_timer.h"
#include "daemon/login/desk.h"
#include "daemon/service/background.h"
#include "daemon/service/console.h"
#include "daemon/service/descriptors.h"
#include "daemon/service/doors.h"
#include "daemon/service/exit_status.h"
#include "daemon/service/log_setup.h"
#include "daemon/service/memory.h"
#include "daemon/service/orders.h"
#include "daemon/service/passed_sockets.h"
#include "daemon/service/privileges.h"
#include "daemon/service/reload.h"
#include "daemon/service/status.h"
#include "daemon/service/supervisor.h"
#include "daemon/tls/tls.h"

namespace interleave::daemon {
namespace {

std::vector<MappedUri> mapped_uris(const Settings& settings) {
  std::vector<MappedUri> mapped;
  for (const UriRule& rule : settings.uri_map) mapped.push_back({rule.from, rule.to});
  return mapped;
}

int cannot_start(Log& log, std::string_view why) {
  log.write(LogLevel::error, fmt::format("cannot start: {}", why));
  return kCannotStart;
}

// What is there before anything is served, and ends last.
struct Start {
  const CommandLine& line;
  const SettingsFile& file;
  const PassedSockets& passed;
  DaemonLog& log;
  RealClock& clock;
  Background& background;
  Trace& trace;
  std::unique_ptr<PidFile> pid_file;
};

// Everything between "the settings are known" and the exit status.
int serve(Start start) {
  const Settings& settings = start.file.settings;
  DaemonLog& log = start.log;
  RealClock& clock = start.clock;
  const Supervisor supervisor;
  ignore_broken_pipes();
  allow_descriptors(settings, log);
  RealThreads threads(start.trace);
  AsioPoller poller(threads, start.trace);
  const World world{clock, threads, poller, start.trace};
  LoginDesk logins(threads, log, login_options(settings), needs_sasl(settings));
  if (const auto why = logins.error()) return cannot_start(log, *why);
  LibvirtProgram program(threads,
                         {.uri_schemes = settings.uri_schemes,
                          .default_uri = settings.uri_default,
                          .keep_open = settings.uri_keep_open,
                          .uri_map = mapped_uris(settings)},
                         &logins);
  const LibraryMessages messages(log);
  Tls tls(threads);
  ResidentMemory memory(clock);
  ProcessLeader leader(world, settings.limits, program, log);
  leader.server().set_memory_gauge(memory);
  EventBridge bridge(leader.loop());
  const SummaryTimer summaries(leader.loop(), log);
  std::unique_ptr<StatusServer> status = open_status_door(poller, leader, settings, log);
  leader.on_loop_end([&status] { status = nullptr; });
  if (const auto why = open_doors(poller, leader.server(), settings, start.passed, tls)) {
    return cannot_start(log, *why);
  }
  if (const auto why = drop_privileges(settings)) return cannot_start(log, *why);
  if (const auto error = program.hold_open()) {
    return cannot_start(log, error->message.value_or("a connection could not be opened"));
  }
  Reload reload(start.line, start.file, leader.server(), supervisor, log);
  reload.add([&tls](const Settings& now) { return reload_tls(tls, now); });
  reload.add([&log](const Settings& now) { return reload_log(log, now); });
  reload.add([&logins](const Settings& now) {
    logins.change(login_options(now));
    return std::optional<std::string>();
  });
  leader.server().on_stopping([&supervisor] { supervisor.stopping("Finishing calls in flight"); });
  if (const auto interval = supervisor.watchdog_interval()) {
    leader.server().set_watchdog(*interval, [&supervisor] { supervisor.alive(); });
  }
  const Orders orders(poller, leader, log);
  if (!leader.start()) return cannot_start(log, "the system refuses threads");
  log.write(LogLevel::info, fmt::format("serving at {}", settings.unix_sock_dir));
  supervisor.ready("Serving");
  start.background.serves();
  if (leader.wait() == Outcome::drained) {
    program.let_go();
    return kDrained;
  }
  // Workers are still in calls, which use all of this: nothing is destroyed under them.
  start.pid_file = nullptr;
  std::_Exit(kForced);
}

int run(const CommandLine& line) {
  const PassedSockets passed = take_passed_sockets();
  SettingsFile file = configure(line);
  for (const std::optional<std::string>& error : {passed.error, file.error}) {
    if (!error) continue;
    complain(*error);
    return kCannotStart;
  }
  if (line.action == CommandLine::Action::status) return print_status(file.settings);
  const bool check = line.action == CommandLine::Action::check_config;
  Background background;
  if (line.daemon && !check) {
    if (const std::optional<int> status = background.enter()) return *status;
  }
  name_current_thread(Name{"leader"});
  RealClock clock;
  // A check touches no file.
  if (check) file.settings.log_outputs.clear();
  const OpenedLog opened = open_log(clock, file.settings);
  if (opened.log == nullptr) {
    complain(opened.reason);
    return kCannotStart;
  }
  DaemonLog& log = *opened.log;
  for (const std::string& note : file.notes) log.write(LogLevel::warning, note);
  if (check) {
    return answer(fmt::format("{}: the settings are fine\n",
                              config_file(line, kUsualFile).value_or("(defaults)")));
  }
  hold_back_reloads();
  std::unique_ptr<PidFile> pid_file;
  if (line.pid_file) {
    PidFile::Taken taken = PidFile::take(*line.pid_file);
    if (taken.file == nullptr) return cannot_start(log, taken.reason);
    pid_file = std::move(taken.file);
  }
  NoTrace none;
  FileTrace::Opened kept;
  if (line.trace) {
    kept = FileTrace::open(*line.trace);
    if (kept.trace == nullptr) return cannot_start(log, "--trace " + kept.reason);
  }
  Trace* const trace = kept.trace != nullptr ? kept.trace.get() : static_cast<Trace*>(&none);
  return serve({line, file, passed, log, clock, background, *trace, std::move(pid_file)});
}

}  // namespace
}  // namespace interleave::daemon

int main(int argc, char** argv) {
  interleave::daemon::fill_standard_descriptors();
  interleave::daemon::return_large_blocks();
  using interleave::daemon::CommandLine;
  CommandLine line =
      interleave::daemon::read_command_line(std::span(argv, static_cast<std::size_t>(argc)));
  if (line.error) {
    interleave::daemon::complain(
        fmt::format("{}\n{}", *line.error, interleave::daemon::usage_line()));
    return interleave::daemon::kWrongUsage;
  }
  switch (line.action) {
    case CommandLine::Action::help:
      return interleave::daemon::answer(interleave::daemon::help_text());
    case CommandLine::Action::version:
      return interleave::daemon::answer(fmt::format("interleaved {}\n", INTERLEAVE_VERSION));
    default:
      interleave::daemon::make_absolute(line);
      return interleave::daemon::run(line);
  }
}
