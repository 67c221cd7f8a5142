#include "daemon/service/descriptors.h"

#include <cstddef>

#include <fmt/format.h>

#include "daemon/asio/process.h"

namespace interleave::daemon {
namespace {

// Beside the clients': standard ones, doors, poller, what the library opens.
constexpr std::size_t kOwnDescriptors = 64;

}  // namespace

void allow_descriptors(const Settings& settings, Log& log) {
  const std::size_t wanted = settings.limits.max_clients + kOwnDescriptors;
  const std::size_t allowed = allow_descriptors(wanted);
  if (allowed >= wanted) return;
  log.write(LogLevel::warning,
            fmt::format("{} descriptors are allowed: fewer than max_clients = {} need", allowed,
                        settings.limits.max_clients));
}

}  // namespace interleave::daemon
