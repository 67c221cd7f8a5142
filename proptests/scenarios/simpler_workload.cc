#include "proptests/scenarios/simpler_workload.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace interleave::proptests {
namespace {

using Actions = std::vector<Action>;

constexpr std::uint64_t kClient = 1'000;
constexpr std::uint64_t kAction = 50;
constexpr std::uint64_t kThread = 20;
constexpr std::uint64_t kSetting = 10;

bool is_call(const Action& action) {
  return action.kind == ActionKind::call || action.kind == ActionKind::send;
}

// The client does not wait for what it has asked for.
bool gives_up(const Action& action) {
  return action.kind == ActionKind::close || action.kind == ActionKind::reset ||
         action.kind == ActionKind::cut || action.kind == ActionKind::torn ||
         action.kind == ActionKind::part || action.kind == ActionKind::garbage;
}

bool is_stuck(const Action& action) {
  return is_call(action) &&
         (action.behaviour == Behaviour::stuck || action.behaviour == Behaviour::await);
}

std::uint64_t size_of(Behaviour behaviour) {
  switch (behaviour) {
    case Behaviour::quick:
      return 0;
    case Behaviour::fail:
    case Behaviour::throws:
    case Behaviour::echo:
      return 1;
    case Behaviour::slow:
    case Behaviour::bye:
    case Behaviour::emit:
    case Behaviour::wrong:
      return 2;
    case Behaviour::event:
    case Behaviour::listen:
    case Behaviour::login:
    case Behaviour::give:
    case Behaviour::take:
    case Behaviour::pull:
    case Behaviour::push:
      return 3;
    case Behaviour::stuck:
    case Behaviour::await:
    case Behaviour::unlisten:
    case Behaviour::abort:
    case Behaviour::reject:
      return 4;
  }
  return 5;
}

std::uint64_t size_of(const Action& action) {
  if (is_call(action)) {
    return kAction + size_of(action.behaviour) + (action.urgent ? 1 : 0) +
           (action.kind == ActionKind::send ? 1 : 0);
  }
  return kAction + (gives_up(action) ? 2 : 0);
}

// The settings that are numbers, but for threads and for the deadlines, which actions wait for.
constexpr std::uint32_t Workload::* kNumbers[] = {
    &Workload::max_clients,     &Workload::max_client_requests,
    &Workload::idle_ms,         &Workload::buffer,
    &Workload::parked,          &Workload::outbox,
    &Workload::keepalive_ms,    &Workload::reloads,
    &Workload::new_min_workers, &Workload::new_max_workers,
    &Workload::new_max_clients, &Workload::new_max_client_requests,
    &Workload::watchdog_ms,     &Workload::visitors};

// The settings but for threads, stop and release.
void default_settings(Workload& workload) {
  const Workload usual;
  for (const auto each : kNumbers) workload.*each = usual.*each;
  workload.records = usual.records;
  workload.handshake = usual.handshake;
  workload.layer = usual.layer;
  workload.scarce = usual.scarce;
}

// Nobody has to show who it is.
void without_login(Workload& workload) {
  workload.login = workload.layer = false;
  for (Actions& actions : workload.clients) {
    std::erase_if(actions, [](const Action& action) {
      return is_call(action) &&
             (action.behaviour == Behaviour::login || action.behaviour == Behaviour::wrong);
    });
  }
}

std::uint64_t count_of_settings(const Workload& workload) {
  const Workload usual;
  std::uint64_t count =
      (workload.records != usual.records ? 1U : 0U) +
      (workload.handshake != usual.handshake ? 1U : 0U) +
      (workload.login != usual.login ? 1U : 0U) + (workload.layer != usual.layer ? 1U : 0U) +
      (workload.scarce != usual.scarce ? 1U : 0U) + (workload.release != usual.release ? 1U : 0U) +
      static_cast<std::uint64_t>(workload.stop);
  for (const auto each : kNumbers) count += workload.*each != usual.*each ? 1U : 0U;
  return count;
}

// Whether the client's last deed waits for a deadline that there is not.
bool waits_for_ever(const Action& action, const Workload& workload) {
  const bool lobby = workload.handshake || workload.login;
  switch (action.kind) {
    case ActionKind::silent:
      return !lobby;
    case ActionKind::stall:
      return !lobby && workload.patience_ms == 0;
    case ActionKind::trickle:
      return workload.patience_ms == 0;
    default:
      return false;
  }
}

// Release::last: only the first client may be stuck, and who does not wait for it must be served.
bool is_sound(const Workload& workload) {
  if (workload.min_workers < 1 || workload.min_workers > workload.max_workers) return false;
  if (workload.clients.empty()) return false;
  for (const Actions& actions : workload.clients) {
    for (const Action& action : actions) {
      if (waits_for_ever(action, workload)) return false;
    }
  }
  if (workload.release != Release::last) return true;
  const std::uint32_t raised = workload.reloads > 0 ? workload.new_max_clients : 0;
  if (std::max(workload.max_clients, raised) < workload.clients.size()) return false;
  return std::none_of(
      workload.clients.begin() + 1, workload.clients.end(),
      [](const Actions& actions) { return std::any_of(actions.begin(), actions.end(), is_stuck); });
}

class Cuts {
 public:
  explicit Cuts(const Workload& workload) : from_(workload), size_(size_of(workload)) {
    cut_clients();
    cut_actions();
    simplify_actions();
    cut_threads();
    cut_settings();
  }

  std::vector<Workload> take() { return std::move(all_); }

 private:
  void add(Workload workload) {
    const std::uint64_t size = size_of(workload);
    if (!is_sound(workload) || size >= size_) return;
    const auto place = std::upper_bound(
        all_.begin(), all_.end(), size,
        [](std::uint64_t wanted, const Workload& each) { return wanted < size_of(each); });
    all_.insert(place, std::move(workload));
  }

  template <class Change>
  void with(Change change) {
    Workload workload = from_;
    change(workload);
    add(std::move(workload));
  }

  void cut_clients() {
    for (std::size_t i = 0; i < from_.clients.size(); ++i) {
      with([i](Workload& to) { to.clients.erase(to.clients.begin() + static_cast<long>(i)); });
      with([this, i](Workload& to) { to.clients = {from_.clients[i]}; });
    }
  }

  // Who would wait for a stuck call goes on giving up.
  [[nodiscard]] bool may_go(const Action& action) const {
    return from_.release != Release::last || !gives_up(action);
  }

  void cut_actions() {
    for (std::size_t i = 0; i < from_.clients.size(); ++i) {
      const Actions& actions = from_.clients[i];
      for (std::size_t at = 0; at < actions.size(); ++at) {
        if (!may_go(actions[at])) continue;
        with([i, at](Workload& to) {
          to.clients[i].erase(to.clients[i].begin() + static_cast<long>(at));
        });
        if (from_.release == Release::last || actions.size() < 3) continue;
        with([i, at](Workload& to) { to.clients[i] = {to.clients[i][at]}; });
      }
    }
  }

  void simplify_actions() {
    for (std::size_t i = 0; i < from_.clients.size(); ++i) {
      for (std::size_t at = 0; at < from_.clients[i].size(); ++at) simplify(i, at);
    }
  }

  void simplify(std::size_t i, std::size_t at) {
    const Action& action = from_.clients[i][at];
    if (!is_call(action)) return;
    const auto changed = [&](Action to) {
      with([i, at, to](Workload& workload) { workload.clients[i][at] = to; });
    };
    Action to = action;
    to.behaviour = Behaviour::quick;
    changed(to);
    if (from_.release == Release::last) return;
    to = action;
    to.urgent = false;
    changed(to);
    to = action;
    to.kind = ActionKind::call;
    changed(to);
  }

  void cut_threads() {
    // Who must not wait for a stuck call needs a thread of its own.
    if (from_.release == Release::last) return;
    with([](Workload& to) { to.min_workers = to.max_workers = 1; });
    with([](Workload& to) { to.prio_workers = 0; });
    with([](Workload& to) { --to.max_workers; });
    with([](Workload& to) { to.min_workers = 1; });
    with([](Workload& to) {
      --to.min_workers;
      --to.max_workers;
    });
  }

  void cut_settings() {
    const Workload usual;
    with(default_settings);
    for (const auto each : kNumbers) {
      with([&usual, each](Workload& to) { to.*each = usual.*each; });
    }
    with([](Workload& to) { to.records = false; });
    with([](Workload& to) { to.handshake = false; });
    with([](Workload& to) { to.layer = false; });
    with(without_login);
    with([](Workload& to) { to.release = Release::early; });
    with([](Workload& to) { to.stop = Stop::after; });
    with([](Workload& to) { to.stop = Stop::any; });
  }

  const Workload& from_;
  const std::uint64_t size_;
  std::vector<Workload> all_;
};

}  // namespace

std::uint64_t size_of(const Workload& workload) {
  std::uint64_t size = kClient * workload.clients.size() + kSetting * count_of_settings(workload) +
                       kThread * (workload.min_workers + workload.max_workers +
                                  std::uint64_t{workload.prio_workers});
  for (const Actions& actions : workload.clients) {
    for (const Action& action : actions) size += size_of(action);
  }
  return size;
}

std::vector<Workload> simpler_workloads(const Workload& workload) {
  return Cuts(workload).take();
}

}  // namespace interleave::proptests
