#include "proptests/properties/gen_workload.h"

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <utility>

namespace interleave::proptests {
namespace {

rc::Gen<Behaviour> gen_behaviour() {
  return rc::gen::element(Behaviour::quick, Behaviour::quick, Behaviour::slow, Behaviour::event,
                          Behaviour::fail, Behaviour::throws, Behaviour::stuck, Behaviour::await,
                          Behaviour::bye, Behaviour::listen, Behaviour::unlisten, Behaviour::emit,
                          Behaviour::give, Behaviour::take, Behaviour::pull, Behaviour::abort,
                          Behaviour::push, Behaviour::reject, Behaviour::login, Behaviour::wrong);
}

rc::Gen<Action> gen_action() {
  return rc::gen::mapcat(
      rc::gen::element(ActionKind::call, ActionKind::call, ActionKind::send, ActionKind::send,
                       ActionKind::replies, ActionKind::ping, ActionKind::deaf),
      [](ActionKind kind) {
        if (kind != ActionKind::call && kind != ActionKind::send) {
          return rc::gen::just(Action{.kind = kind});
        }
        return rc::gen::map(rc::gen::pair(gen_behaviour(), rc::gen::arbitrary<bool>()),
                            [kind](const std::pair<Behaviour, bool>& drawn) {
                              return Action{kind, drawn.first, drawn.second};
                            });
      });
}

// What a client does last; nothing is an orderly end.
rc::Gen<std::vector<Action>> gen_end() {
  return rc::gen::map(rc::gen::element(ActionKind::replies, ActionKind::replies, ActionKind::half,
                                       ActionKind::close, ActionKind::reset, ActionKind::cut,
                                       ActionKind::torn, ActionKind::part, ActionKind::garbage),
                      [](ActionKind kind) { return std::vector<Action>{Action{.kind = kind}}; });
}

rc::Gen<std::vector<Action>> gen_client() {
  const auto most = rc::gen::inRange<std::size_t>(0, 5);
  return rc::gen::map(
      rc::gen::pair(rc::gen::mapcat(most,
                                    [](std::size_t count) {
                                      return rc::gen::container<std::vector<Action>>(count,
                                                                                     gen_action());
                                    }),
                    gen_end()),
      [](const std::pair<std::vector<Action>, std::vector<Action>>& parts) {
        std::vector<Action> actions = parts.first;
        actions.insert(actions.end(), parts.second.begin(), parts.second.end());
        return actions;
      });
}

rc::Gen<std::vector<std::vector<Action>>> gen_clients() {
  return rc::gen::mapcat(rc::gen::inRange<std::size_t>(1, 4), [](std::size_t count) {
    return rc::gen::container<std::vector<std::vector<Action>>>(count, gen_client());
  });
}

rc::Gen<Workload> gen_parts() {
  return rc::gen::build<Workload>(
      rc::gen::set(&Workload::min_workers, rc::gen::inRange(1U, 3U)),
      rc::gen::set(&Workload::reloads, rc::gen::element(0U, 0U, 1U, 2U)),
      rc::gen::set(&Workload::new_max_workers, rc::gen::inRange(0U, 4U)),
      rc::gen::set(&Workload::new_max_clients, rc::gen::inRange(0U, 4U)),
      rc::gen::set(&Workload::new_max_client_requests, rc::gen::inRange(0U, 4U)),
      rc::gen::set(&Workload::max_workers, rc::gen::inRange(1U, 4U)),
      rc::gen::set(&Workload::prio_workers, rc::gen::inRange(0U, 2U)),
      rc::gen::set(&Workload::max_clients, rc::gen::inRange(1U, 4U)),
      rc::gen::set(&Workload::max_client_requests, rc::gen::inRange(1U, 4U)),
      rc::gen::set(&Workload::idle_ms, rc::gen::element(5U, 1'000U)),
      rc::gen::set(&Workload::buffer, rc::gen::element(7U, 40U, 4'096U)),
      // Enough for what a client pipelines: a model client does not read while it sends, and would
      // wait for a daemon that waits for it.
      rc::gen::set(&Workload::parked, rc::gen::element(400U, 65'536U)),
      rc::gen::set(&Workload::keepalive_ms, rc::gen::element(3U, 20U)),
      rc::gen::set(&Workload::records, rc::gen::arbitrary<bool>()),
      rc::gen::set(&Workload::handshake, rc::gen::element(false, false, true)),
      rc::gen::set(&Workload::layer, rc::gen::arbitrary<bool>()),
      rc::gen::set(&Workload::release,
                   rc::gen::element(Release::early, Release::early, Release::never)),
      rc::gen::set(&Workload::stop,
                   rc::gen::element(Stop::after, Stop::any, Stop::twice, Stop::early)),
      rc::gen::set(&Workload::clients, gen_clients()));
}

// What half of the workloads do without.
struct Features {
  bool streams = false;
  bool login = false;
  bool keepalive = false;
  std::uint32_t known = 0;  // with log-ins: bit by bit, who authenticates first of all
  std::size_t whose = 0;    // the client that opens a stream, or is asked in the middle of a call
  Behaviour stream = Behaviour::pull;
};

rc::Gen<Features> gen_features() {
  return rc::gen::build<Features>(
      rc::gen::set(&Features::streams, rc::gen::arbitrary<bool>()),
      rc::gen::set(&Features::login, rc::gen::arbitrary<bool>()),
      rc::gen::set(&Features::keepalive, rc::gen::arbitrary<bool>()),
      rc::gen::set(&Features::known, rc::gen::inRange(0U, 8U)),
      rc::gen::set(&Features::whose, rc::gen::inRange<std::size_t>(0, 3)),
      rc::gen::set(&Features::stream, rc::gen::element(Behaviour::pull, Behaviour::abort,
                                                       Behaviour::push, Behaviour::reject)));
}

bool is_call(const Action& action) {
  return action.kind == ActionKind::call || action.kind == ActionKind::send;
}

bool is_about_login(const Action& action) {
  return is_call(action) &&
         (action.behaviour == Behaviour::login || action.behaviour == Behaviour::wrong);
}

bool is_login(const Action& action) {
  return is_call(action) && action.behaviour == Behaviour::login;
}

// A client authenticates once, and waits until it has: what it sends on the way there belongs
// neither to who it was nor to who it will be.
void authenticate(std::vector<Action>& actions, bool first_of_all) {
  if (first_of_all) actions.insert(actions.begin(), {.behaviour = Behaviour::login});
  bool has = false;
  std::erase_if(actions, [&has](const Action& action) {
    return is_login(action) && std::exchange(has, true);
  });
  for (Action& action : actions) {
    if (is_login(action)) action.kind = ActionKind::call;
  }
}

void fit(std::vector<Action>& actions, const Features& features, bool first_of_all,
         bool may_be_deaf) {
  std::erase_if(actions, [&features, may_be_deaf](const Action& action) {
    return (action.kind == ActionKind::deaf && !may_be_deaf) ||
           (is_about_login(action) && !features.login);
  });
  for (Action& action : actions) {
    if (is_call(action) && action.behaviour >= Behaviour::pull && !features.streams) {
      action.behaviour = Behaviour::quick;
    }
  }
  if (features.login) authenticate(actions, first_of_all);
}

// What is drawn part by part may not fit together: there are no more workers at least than at most,
// also when the settings are read again; a layer comes with a log-in, above a transport that has
// none, and to clients that say nothing of their own accord before they know of it.
Workload made_sound(const std::pair<Workload, Features>& drawn) {
  auto [workload, features] = drawn;
  workload.min_workers = std::min(workload.min_workers, workload.max_workers);
  if (workload.reloads > 0) workload.new_min_workers = 1;
  std::vector<Action>& first = workload.clients[features.whose % workload.clients.size()];
  const auto begin_with = [&first](Behaviour behaviour) {
    first.insert(first.begin(), {.kind = ActionKind::send, .behaviour = behaviour});
  };
  if (features.streams) begin_with(features.stream);
  if (features.keepalive) begin_with(Behaviour::slow);
  // Only a daemon that asks cuts off who does not read; and a world in which calls are stuck for
  // ever comes to rest within a second, in which nobody may sleep.
  const bool may_be_deaf = features.keepalive && workload.release != Release::never;
  for (std::size_t i = 0; i < workload.clients.size(); ++i) {
    fit(workload.clients[i], features, (features.known >> i & 1) != 0, may_be_deaf);
  }
  workload.login = features.login;
  if (!features.keepalive) workload.keepalive_ms = 0;
  // A stop waits for calls that are stuck until its deadline. Who is asked every 3 ms until then,
  // a few bytes at a time, makes the run longer than one may be.
  if (features.keepalive && workload.release == Release::never) workload.keepalive_ms = 20;
  // A client that sends does not read meanwhile: where the daemon has stopped to read it, for a
  // file that was lost, it is the daemon that ends the waiting.
  if (features.streams || features.keepalive) workload.patience_ms = 2'000;
  workload.layer = workload.layer && workload.login && !workload.records && !features.keepalive;
  return workload;
}

}  // namespace

rc::Gen<Workload> gen_workload() {
  return rc::gen::map(rc::gen::pair(gen_parts(), gen_features()), made_sound);
}

void showValue(const Workload& workload, std::ostream& out) {
  out << to_text(workload);
}

}  // namespace interleave::proptests
