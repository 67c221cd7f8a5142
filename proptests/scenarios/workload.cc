#include "proptests/scenarios/workload.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace interleave::proptests {
namespace {

constexpr std::array<std::pair<std::string_view, Behaviour>, 20> kBehaviours = {{
    {"quick", Behaviour::quick},   {"slow", Behaviour::slow},         {"event", Behaviour::event},
    {"fail", Behaviour::fail},     {"stuck", Behaviour::stuck},       {"bye", Behaviour::bye},
    {"listen", Behaviour::listen}, {"unlisten", Behaviour::unlisten}, {"emit", Behaviour::emit},
    {"login", Behaviour::login},   {"wrong", Behaviour::wrong},       {"give", Behaviour::give},
    {"take", Behaviour::take},     {"echo", Behaviour::echo},         {"throw", Behaviour::throws},
    {"await", Behaviour::await},   {"pull", Behaviour::pull},         {"abort", Behaviour::abort},
    {"push", Behaviour::push},     {"reject", Behaviour::reject},
}};
constexpr std::array<std::pair<std::string_view, ActionKind>, 16> kActions = {{
    {"replies", ActionKind::replies},
    {"ping", ActionKind::ping},
    {"half", ActionKind::half},
    {"close", ActionKind::close},
    {"reset", ActionKind::reset},
    {"cut", ActionKind::cut},
    {"torn", ActionKind::torn},
    {"part", ActionKind::part},
    {"garbage", ActionKind::garbage},
    {"hear", ActionKind::hear},
    {"deaf", ActionKind::deaf},
    {"idle", ActionKind::idle},
    {"silent", ActionKind::silent},
    {"stall", ActionKind::stall},
    {"trickle", ActionKind::trickle},
    {"plug", ActionKind::plug},
}};
constexpr std::array<std::pair<std::string_view, Stop>, 5> kStops = {{
    {"after", Stop::after},
    {"any", Stop::any},
    {"twice", Stop::twice},
    {"idle", Stop::idle},
    {"early", Stop::early},
}};

constexpr std::array<std::pair<std::string_view, Release>, 3> kReleases = {{
    {"early", Release::early},
    {"last", Release::last},
    {"never", Release::never},
}};
constexpr std::array<std::pair<std::string_view, bool>, 2> kYesNo = {
    {{"yes", true}, {"no", false}}};

template <class Table, class Value>
std::string_view name_of(const Table& table, Value value) {
  for (const auto& [name, entry] : table) {
    if (entry == value) return name;
  }
  return "?";
}

template <class Table>
auto find(const Table& table, std::string_view name)
    -> std::optional<typename Table::value_type::second_type> {
  for (const auto& [entry, value] : table) {
    if (entry == name) return value;
  }
  return std::nullopt;
}

// The settings that are numbers.
struct NumberSetting {
  std::string_view key;
  std::uint32_t Workload::* field;
  std::uint32_t least;
};
constexpr std::array<NumberSetting, 20> kNumbers = {{
    {"min", &Workload::min_workers, 1},
    {"max", &Workload::max_workers, 1},
    {"prio", &Workload::prio_workers, 0},
    {"clients", &Workload::max_clients, 1},
    {"requests", &Workload::max_client_requests, 1},
    {"idle", &Workload::idle_ms, 1},
    {"buffer", &Workload::buffer, 1},
    {"parked", &Workload::parked, 0},
    {"outbox", &Workload::outbox, 1},
    {"keepalive", &Workload::keepalive_ms, 0},
    {"visitors", &Workload::visitors, 0},
    {"patience", &Workload::patience_ms, 0},
    {"anonymous", &Workload::anonymous, 0},
    {"auth", &Workload::auth_ms, 1},
    {"reloads", &Workload::reloads, 0},
    {"newmin", &Workload::new_min_workers, 0},
    {"newmax", &Workload::new_max_workers, 0},
    {"newclients", &Workload::new_max_clients, 0},
    {"newrequests", &Workload::new_max_client_requests, 0},
    {"watchdog", &Workload::watchdog_ms, 0},
}};

// The settings that are yes or no.
struct SwitchSetting {
  std::string_view key;
  bool Workload::* field;
};
constexpr std::array<SwitchSetting, 5> kSwitches = {{
    {"records", &Workload::records},
    {"handshake", &Workload::handshake},
    {"login", &Workload::login},
    {"layer", &Workload::layer},
    {"scarce", &Workload::scarce},
}};

std::string to_text(const Action& action) {
  if (action.kind != ActionKind::call && action.kind != ActionKind::send) {
    return std::string(name_of(kActions, action.kind));
  }
  return fmt::format("{}{}{}", action.kind == ActionKind::send ? "+" : "",
                     name_of(kBehaviours, action.behaviour), action.urgent ? "!" : "");
}

std::optional<Action> parse_action(std::string_view word) {
  if (const auto kind = find(kActions, word)) return Action{.kind = *kind};
  Action action;
  if (word.starts_with('+')) {
    action.kind = ActionKind::send;
    word.remove_prefix(1);
  }
  if (word.ends_with('!')) {
    action.urgent = true;
    word.remove_suffix(1);
  }
  const auto behaviour = find(kBehaviours, word);
  if (!behaviour) return std::nullopt;
  action.behaviour = *behaviour;
  return action;
}

template <class Table, class Value>
bool assign(const Table& table, std::string_view name, Value& into) {
  const auto found = find(table, name);
  if (found) into = *found;
  return found.has_value();
}

bool parse_setting(std::string_view key, std::string_view value, Workload& into) {
  if (key == "release") return assign(kReleases, value, into.release);
  if (key == "stop") return assign(kStops, value, into.stop);
  for (const SwitchSetting& setting : kSwitches) {
    if (setting.key == key) return assign(kYesNo, value, into.*setting.field);
  }
  for (const NumberSetting& setting : kNumbers) {
    if (setting.key != key) continue;
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size()) return false;
    into.*setting.field = number;
    return number >= setting.least;
  }
  return false;
}

// Cuts `text` at each `separator`.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

}  // namespace

std::string to_text(const Workload& workload) {
  std::string text;
  for (const NumberSetting& setting : kNumbers) {
    text += fmt::format("{}={} ", setting.key, workload.*setting.field);
  }
  for (const SwitchSetting& setting : kSwitches) {
    text += fmt::format("{}={} ", setting.key, name_of(kYesNo, workload.*setting.field));
  }
  text += fmt::format("release={} stop={}", name_of(kReleases, workload.release),
                      name_of(kStops, workload.stop));
  for (const auto& actions : workload.clients) {
    text += ";";
    for (const Action& action : actions) text += " " + to_text(action);
  }
  return text;
}

std::variant<Workload, std::string> parse_workload(std::string_view text) {
  Workload workload;
  const std::vector<std::string_view> sections = split(text, ';');
  for (const std::string_view word : split(sections.front(), ' ')) {
    if (word.empty()) continue;
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos ||
        !parse_setting(word.substr(0, equals), word.substr(equals + 1), workload)) {
      return fmt::format("\"{}\" is not a setting of a daemon scenario", word);
    }
  }
  if (workload.min_workers > workload.max_workers) {
    return fmt::format("min={} is above max={}", workload.min_workers, workload.max_workers);
  }
  for (std::size_t i = 1; i < sections.size(); ++i) {
    std::vector<Action>& actions = workload.clients.emplace_back();
    for (const std::string_view word : split(sections[i], ' ')) {
      if (word.empty()) continue;
      const std::optional<Action> action = parse_action(word);
      if (!action) return fmt::format("client {}: \"{}\" is no action", i, word);
      actions.push_back(*action);
    }
  }
  return workload;
}

}  // namespace interleave::proptests
