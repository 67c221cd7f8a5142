#include "daemon/service/privileges.h"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <grp.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "daemon/asio/process.h"

namespace interleave::daemon {
namespace {

std::string failure(std::string_view what) {
  return fmt::format("cannot {}: {}", what, std::generic_category().message(errno));
}

}  // namespace

std::optional<std::string> drop_privileges(const Settings& settings) {
  if (settings.run_as_user.empty()) return std::nullopt;
  const std::optional<User> user = find_user(settings.run_as_user);
  if (!user) return fmt::format("there is no user {}", settings.run_as_user);
  unsigned group = user->group;
  if (!settings.run_as_group.empty()) {
    const std::optional<unsigned> named = find_group(settings.run_as_group);
    if (!named) return fmt::format("there is no group {}", settings.run_as_group);
    group = *named;
  }
  // The groups first: afterwards it is too late.
  if (::setgroups(0, nullptr) != 0) return failure("give up supplementary groups");
  if (::setresgid(group, group, group) != 0) return failure("become the group");
  if (::setresuid(user->number, user->number, user->number) != 0) {
    return failure(fmt::format("become {}", settings.run_as_user));
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failure("renounce new privileges");
  if (user->number != 0 && ::setuid(0) == 0) return "privileges came back after they were dropped";
  return std::nullopt;
}

}  // namespace interleave::daemon
