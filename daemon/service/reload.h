// What SIGHUP changes in a daemon that serves.
#ifndef INTERLEAVE_DAEMON_SERVICE_RELOAD_H_
#define INTERLEAVE_DAEMON_SERVICE_RELOAD_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/command_line.h"
#include "daemon/config/settings.h"
#include "daemon/core/log.h"
#include "daemon/core/server.h"
#include "daemon/service/supervisor.h"

namespace interleave::daemon {

// Reads the file again, and the command line over it. A file that is wrong changes nothing, and is
// named in the log with line and key. Otherwise the parts follow in their order, then the limits;
// at a part that cannot, the rest stays as it was. Settings that take effect at a start only are
// named.
class Reload {
 public:
  // What a part makes of new settings: it follows them, or says in one line why it stays as it is.
  using Part = std::function<std::optional<std::string>(const Settings&)>;

  // `started`: what the daemon was started with. All others outlive it.
  Reload(const CommandLine& line, const SettingsFile& started, Server& server,
         const Supervisor& supervisor, Log& log);

  // Before the loop runs.
  void add(Part part) { parts_.push_back(std::move(part)); }

  // On a thread of its own (Server::prepare_reload), one at a time.
  void run();

 private:
  [[nodiscard]] std::optional<std::string> follow();

  // Constant once the loop runs.
  const CommandLine& line_;
  const SettingsFile& started_;
  Server& server_;
  const Supervisor& supervisor_;
  Log& log_;
  std::vector<Part> parts_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_RELOAD_H_
