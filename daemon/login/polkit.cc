#include "daemon/login/polkit.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include <fmt/format.h>
#include <systemd/sd-bus.h>

#include "daemon/core/peer_text.h"

namespace interleave::daemon {
namespace {

constexpr const char* kName = "org.freedesktop.PolicyKit1";
constexpr const char* kPath = "/org/freedesktop/PolicyKit1/Authority";
constexpr const char* kInterface = "org.freedesktop.PolicyKit1.Authority";
constexpr std::uint32_t kMayAsk = 1;  // polkit may ask a person
// For the time of the process's start: polkit finds it out itself when it gets the question. The
// daemon need not see other users' processes for it.
constexpr std::uint64_t kLookItUp = 0;

struct End {
  void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, End>;
using Message = std::unique_ptr<sd_bus_message, End>;

PolkitAnswer unreachable(std::string_view why) {
  return {false, fmt::format("polkit cannot be asked: {}", why)};
}

PolkitAnswer unreachable(const char* what, int error) {
  return unreachable(fmt::format("{}: {}", what, std::strerror(-error)));
}

}  // namespace

PolkitAnswer ask_polkit(const PeerIdentity& peer, const char* action, Duration patience) {
  if (!peer.user || !peer.process) return {false, "the system does not say who it is"};
  sd_bus* opened = nullptr;
  int error = sd_bus_open_system(&opened);
  if (error < 0) return unreachable("the system's D-Bus", error);
  const Bus bus(opened);
  sd_bus_message* made = nullptr;
  error =
      sd_bus_message_new_method_call(opened, &made, kName, kPath, kInterface, "CheckAuthorization");
  if (error < 0) return unreachable("a question", error);
  const Message question(made);
  error = sd_bus_message_append(made, "(sa{sv})sa{ss}us", "unix-process", 3, "pid", "u",
                                static_cast<std::uint32_t>(*peer.process), "start-time", "t",
                                kLookItUp, "uid", "i", static_cast<std::int32_t>(*peer.user),
                                action, 0, kMayAsk, "");
  if (error < 0) return unreachable("a question", error);
  sd_bus_error problem{};
  sd_bus_message* received = nullptr;
  const auto wait = std::chrono::duration_cast<std::chrono::microseconds>(patience).count();
  error = sd_bus_call(opened, made, static_cast<std::uint64_t>(wait), &problem, &received);
  const Message answer(received);
  if (error < 0) {
    PolkitAnswer failed = problem.message == nullptr ? unreachable("no answer", error)
                                                     : unreachable(peer_text(problem.message));
    sd_bus_error_free(&problem);
    return failed;
  }
  int allowed = 0;
  int challenge = 0;
  error = sd_bus_message_enter_container(received, 'r', "bba{ss}");
  if (error >= 0) error = sd_bus_message_read(received, "bb", &allowed, &challenge);
  if (error < 0) return unreachable("its answer", error);
  if (allowed != 0) return {true, {}};
  return {false, fmt::format("polkit does not allow user {} the action {}{}", *peer.user, action,
                             challenge != 0 ? " without being asked for a password" : "")};
}

}  // namespace interleave::daemon
