#include "daemon/login/polkit.h"

#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>

#include <fmt/format.h>
#include <systemd/sd-bus.h>

#include "daemon/core/peer_text.h"

namespace interleave::daemon {
namespace {

constexpr const char* kName = "org.freedesktop.PolicyKit1";
constexpr const char* kPath = "/org/freedesktop/PolicyKit1/Authority";
constexpr const char* kInterface = "org.freedesktop.PolicyKit1.Authority";
constexpr std::uint32_t kMayAsk = 1;  // polkit may ask a person

struct End {
  void operator()(sd_bus* bus) const { sd_bus_flush_close_unref(bus); }
  void operator()(sd_bus_message* message) const { sd_bus_message_unref(message); }
};
using Bus = std::unique_ptr<sd_bus, End>;
using Message = std::unique_ptr<sd_bus_message, End>;

PolkitAnswer unreachable(const char* what, int error) {
  return {false, fmt::format("polkit cannot be asked: {}: {}", what, std::strerror(-error))};
}

// When the process was started, in the kernel's ticks: the 22nd word of its stat, of which the
// second may have spaces in it.
std::optional<std::uint64_t> start_of(std::int32_t process) {
  std::ifstream file(fmt::format("/proc/{}/stat", process));
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream words(text.substr(name_end + 1));
  std::string word;
  for (int i = 3; i < 22; ++i) words >> word;
  std::uint64_t start = 0;
  if (!(words >> start)) return std::nullopt;
  return start;
}

}  // namespace

PolkitAnswer ask_polkit(const PeerIdentity& peer, const char* action, Duration patience) {
  if (!peer.user || !peer.process) return {false, "the system does not say who it is"};
  const std::optional<std::uint64_t> start = start_of(*peer.process);
  if (!start) return {false, fmt::format("process {} has gone", *peer.process)};

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
                                *start, "uid", "i", static_cast<std::int32_t>(*peer.user), action,
                                0, kMayAsk, "");
  if (error < 0) return unreachable("a question", error);
  sd_bus_error problem{};
  sd_bus_message* received = nullptr;
  const auto wait = std::chrono::duration_cast<std::chrono::microseconds>(patience).count();
  error = sd_bus_call(opened, made, static_cast<std::uint64_t>(wait), &problem, &received);
  const Message answer(received);
  if (error < 0) {
    PolkitAnswer failed = unreachable(
        peer_text(problem.message == nullptr ? "no answer" : problem.message).c_str(), error);
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
