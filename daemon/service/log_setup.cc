#include "daemon/service/log_setup.h"

#include <utility>

#include "daemon/asio/current_thread.h"
#include "daemon/log/outputs/open_outputs.h"

namespace interleave::daemon {
namespace {

LogRules rules_of(const Settings& settings) {
  return {settings.log_level, settings.log_filters, settings.log_rate_limit};
}

}  // namespace

OpenedLog open_log(Clock& clock, const Settings& settings) {
  OpenedOutputs opened = open_outputs(settings.log_outputs);
  if (opened.error) return {nullptr, std::move(*opened.error)};
  return {std::make_unique<DaemonLog>(
              clock, [] { return current_thread().name.text(); }, rules_of(settings),
              std::move(opened.outputs)),
          {}};
}

std::optional<std::string> reload_log(DaemonLog& log, const Settings& settings) {
  OpenedOutputs opened = open_outputs(settings.log_outputs);
  if (opened.error) return std::move(opened.error);
  log.change(rules_of(settings), std::move(opened.outputs));
  return std::nullopt;
}

}  // namespace interleave::daemon
