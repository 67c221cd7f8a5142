#include "proptests/properties/gen_workload.h"

#include <algorithm>
#include <ostream>

namespace interleave::proptests {
namespace {

rc::Gen<Behaviour> gen_behaviour() {
  return rc::gen::element(Behaviour::quick, Behaviour::quick, Behaviour::slow, Behaviour::event,
                          Behaviour::fail, Behaviour::throws, Behaviour::stuck, Behaviour::await,
                          Behaviour::bye, Behaviour::listen, Behaviour::unlisten, Behaviour::emit,
                          Behaviour::give, Behaviour::take);
}

rc::Gen<Action> gen_action() {
  return rc::gen::mapcat(rc::gen::element(ActionKind::call, ActionKind::call, ActionKind::send,
                                          ActionKind::send, ActionKind::replies, ActionKind::ping),
                         [](ActionKind kind) {
                           if (kind != ActionKind::call && kind != ActionKind::send) {
                             return rc::gen::just(Action{.kind = kind});
                           }
                           return rc::gen::map(
                               rc::gen::pair(gen_behaviour(), rc::gen::arbitrary<bool>()),
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

// What is drawn part by part may not fit together: there are no more workers at least than at most,
// also when the settings are read again.
Workload made_sound(Workload workload) {
  workload.min_workers = std::min(workload.min_workers, workload.max_workers);
  if (workload.reloads > 0) workload.new_min_workers = 1;
  return workload;
}

}  // namespace

rc::Gen<Workload> gen_workload() {
  return rc::gen::map(
      rc::gen::build<Workload>(
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
          // Enough for what a client pipelines: a model client does not read while it sends, and
          // would wait for a daemon that waits for it.
          rc::gen::set(&Workload::parked, rc::gen::element(400U, 65'536U)),
          rc::gen::set(&Workload::records, rc::gen::arbitrary<bool>()),
          rc::gen::set(&Workload::handshake, rc::gen::element(false, false, true)),
          rc::gen::set(&Workload::release,
                       rc::gen::element(Release::early, Release::early, Release::never)),
          rc::gen::set(&Workload::stop,
                       rc::gen::element(Stop::after, Stop::any, Stop::twice, Stop::early)),
          rc::gen::set(&Workload::clients, gen_clients())),
      made_sound);
}

void showValue(const Workload& workload, std::ostream& out) {
  out << to_text(workload);
}

}  // namespace interleave::proptests
