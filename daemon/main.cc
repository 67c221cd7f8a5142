// interleaved: the process leader (T1). It makes everything, starts the event loop thread, and
// waits for its end.
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <signal.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/current_thread.h"
#include "daemon/asio/pid_file.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/process.h"
#include "daemon/asio/signals.h"
#include "daemon/asio/stderr_log.h"
#include "daemon/asio/threads.h"
#include "daemon/asio/unix_socket.h"
#include "daemon/config/command_line.h"
#include "daemon/config/settings.h"
#include "daemon/core/process_leader.h"
#include "daemon/libvirt/event_bridge.h"
#include "daemon/libvirt/libvirt_program.h"

namespace interleave::daemon {
namespace {

// Exit statuses; --help documents them.
constexpr int kDrained = 0;
constexpr int kCannotStart = 1;
constexpr int kWrongUsage = 2;
constexpr int kForced = 4;

// Descriptors beside the clients': standard ones, doors, poller, what the library opens.
constexpr std::size_t kOwnDescriptors = 64;

int cannot_start(Log& log, std::string_view why) {
  log.write(LogLevel::error, fmt::format("cannot start: {}", why));
  return kCannotStart;
}

// Opens one of the two sockets; the reason why it could not, if so.
std::optional<std::string> open_door(AsioPoller& poller, Server& server, const Settings& settings,
                                     bool read_only) {
  UnixAddress address;
  address.path = settings.unix_sock_dir + (read_only ? "/libvirt-sock-ro" : "/libvirt-sock");
  address.mode = read_only ? settings.unix_sock_ro_perms : settings.unix_sock_rw_perms;
  address.backlog = static_cast<int>(settings.max_queued_clients);
  if (!settings.unix_sock_group.empty()) {
    address.group = find_group(settings.unix_sock_group);
    if (!address.group) return fmt::format("there is no group {}", settings.unix_sock_group);
  }
  Listening listening = listen_unix(poller, address);
  if (listening.status != IoStatus::ok) return std::move(listening.reason);
  Door door;
  door.listener = std::move(listening.listener);
  door.read_only = read_only;
  server.add_door(std::move(door));
  return std::nullopt;
}

void on_signal(int number, ProcessLeader& leader, Log& log) {
  if (number == SIGHUP) {
    log.write(LogLevel::warning, "SIGHUP: settings are read at the start only");
    return;
  }
  log.write(LogLevel::info, number == SIGTERM ? "SIGTERM" : "SIGINT");
  leader.stop();
}

// Everything between "the settings are known" and the exit status.
int serve(const Settings& settings, Log& log, RealClock& clock, std::unique_ptr<PidFile> pid_file) {
  ignore_broken_pipes();
  const std::size_t wanted = settings.limits.max_clients + kOwnDescriptors;
  if (const std::size_t allowed = allow_descriptors(wanted); allowed < wanted) {
    log.write(LogLevel::warning,
              fmt::format("{} descriptors are allowed: fewer than max_clients = {} need", allowed,
                          settings.limits.max_clients));
  }
  NoTrace trace;
  RealThreads threads(trace);
  AsioPoller poller(threads, trace);
  const World world{clock, threads, poller, trace};
  LibvirtProgram program(threads, {.uri_schemes = settings.uri_schemes,
                                   .default_uri = settings.uri_default,
                                   .keep_open = settings.uri_keep_open});
  ProcessLeader leader(world, settings.limits, program, log);
  EventBridge bridge(leader.loop());
  if (const auto error = program.hold_open()) {
    return cannot_start(log, error->message.value_or("a connection could not be opened"));
  }
  for (const bool read_only : {false, true}) {
    if (const auto why = open_door(poller, leader.server(), settings, read_only)) {
      return cannot_start(log, *why);
    }
  }
  const Signals signals(poller, {SIGTERM, SIGINT, SIGHUP},
                        [&](int number) { on_signal(number, leader, log); });
  if (!leader.start()) return cannot_start(log, "the system refuses threads");
  log.write(LogLevel::info, fmt::format("serving at {}", settings.unix_sock_dir));
  if (leader.wait() == Outcome::drained) {
    program.let_go();
    return kDrained;
  }
  // Workers are still in calls, which use all of this: nothing is destroyed under them.
  pid_file = nullptr;
  std::_Exit(kForced);
}

int run(const CommandLine& line) {
  SettingsFile file = line.config ? load_settings(*line.config) : SettingsFile{};
  if (file.error) {
    fmt::print(stderr, "interleaved: {}\n", *file.error);
    return kCannotStart;
  }
  apply(line, file.settings);
  name_current_thread(Name{"leader"});
  RealClock clock;
  StderrLog log(clock, file.settings.log_level);
  for (const std::string& note : file.notes) log.write(LogLevel::warning, note);
  if (line.action == CommandLine::Action::check_config) {
    fmt::print("{}: the settings are fine\n", line.config.value_or("(defaults)"));
    return 0;
  }
  std::unique_ptr<PidFile> pid_file;
  if (line.pid_file) {
    PidFile::Taken taken = PidFile::take(*line.pid_file);
    if (taken.file == nullptr) return cannot_start(log, taken.reason);
    pid_file = std::move(taken.file);
  }
  return serve(file.settings, log, clock, std::move(pid_file));
}

}  // namespace
}  // namespace interleave::daemon

int main(int argc, char** argv) {
  using interleave::daemon::CommandLine;
  const CommandLine line =
      interleave::daemon::read_command_line(std::span(argv, static_cast<std::size_t>(argc)));
  if (line.error) {
    fmt::print(stderr, "interleaved: {}\n{}", *line.error, interleave::daemon::usage_line());
    return interleave::daemon::kWrongUsage;
  }
  switch (line.action) {
    case CommandLine::Action::help:
      fmt::print("{}", interleave::daemon::help_text());
      return 0;
    case CommandLine::Action::version:
      fmt::print("interleaved {}\n", INTERLEAVE_VERSION);
      return 0;
    default:
      return interleave::daemon::run(line);
  }
}
