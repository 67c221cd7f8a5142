#include "model/spec/steps.h"

namespace interleave::spec {
namespace {

Thread& thread_of(State& state, std::uint8_t actor) {
  if (actor == kLoop) return state.loop;
  if (actor == kLeader || actor == kPeer) return state.leader;
  return state.workers[actor];
}

const Thread& thread_of(const State& state, std::uint8_t actor) {
  if (actor == kLoop) return state.loop;
  if (actor == kLeader || actor == kPeer) return state.leader;
  return state.workers[actor];
}

std::string number(std::string_view base, std::uint8_t index) {
  return std::string(base) + "." + std::to_string(index + 1);
}

std::string actor_name(const Step& step) {
  switch (step.actor) {
    case kLoop:
      return "loop";
    case kLeader:
      return "leader";
    case kPeer:
      return "the peer of " + number("client", step.client);
    default:
      return number("worker", step.actor);
  }
}

}  // namespace

Steps::Steps(const Spec& spec) : spec_(spec) {
  alone_.fill(true);
  for (std::size_t i = 0; i < spec.actions.size(); ++i) {
    const Action& action = spec.actions[i];
    if (action.who == Who::peer) {
      peers_.push_back(i);
      continue;
    }
    const auto place = static_cast<std::size_t>(action.from);
    from_[place].push_back(i);
    alone_[place] = alone_[place] && action.kind == Kind::alone;
  }
}

void Steps::from(const State& state, bool reduced, std::vector<Successor>& found) const {
  if (reduced) {
    for (std::uint8_t actor = next_alone(state, 0); actor != kNobody;
         actor = next_alone(state, actor + 1)) {
      of_actor(state, actor, found);
      if (!found.empty()) return;
    }
  }
  for (std::uint8_t actor = 0; actor < kActors; ++actor) of_actor(state, actor, found);
}

bool Steps::alone(const State& state) const {
  std::vector<Successor> found;
  for (std::uint8_t actor = next_alone(state, 0); actor != kNobody;
       actor = next_alone(state, actor + 1)) {
    of_actor(state, actor, found);
    if (!found.empty()) return true;
  }
  return false;
}

std::uint8_t Steps::next_alone(const State& state, std::uint8_t actor) const {
  for (; actor < kPeer; ++actor) {
    const Thread& thread = thread_of(state, actor);
    const auto place = static_cast<std::size_t>(thread.place);
    if (thread.server || (alone_[place] && !from_[place].empty())) return actor;
  }
  return kNobody;
}

void Steps::of_actor(const State& state, std::uint8_t actor, std::vector<Successor>& found) const {
  const auto place = static_cast<std::size_t>(thread_of(state, actor).place);
  for (const std::size_t row : actor == kPeer ? peers_ : from_[place]) {
    try_row(state, actor, row, found);
  }
}

void Steps::try_row(const State& state, std::uint8_t actor, std::size_t row,
                    std::vector<Successor>& found) const {
  const Choice choice = spec_.actions[row].choice;
  Step step{.actor = actor, .act = static_cast<Act>(row), .client = thread_of(state, actor).client};
  if (choice == Choice::own) return try_step(state, step, found);
  const std::uint32_t most = choice == Choice::client ? kMostClients : kMostWorkers;
  for (std::uint8_t i = 0; i < most; ++i) {
    (choice == Choice::client ? step.client : step.worker) = i;
    try_step(state, step, found);
  }
}

void Steps::try_step(const State& state, const Step& step, std::vector<Successor>& found) const {
  const Action& action = spec_.actions[static_cast<std::size_t>(step.act)];
  Successor& next = found.emplace_back(Successor{step, {}, state});
  Thread& me = thread_of(next.after, step.actor);
  View view{next.after.shared, me, next.after.clients[step.client], next.after.workers[step.worker],
            spec_.size};
  if (!action.when(view)) {
    found.pop_back();
    return;
  }
  if (!holds(me, action.locks) || !action.must(view)) {
    next.broken = action.rule;
    return;
  }
  if (step.actor != kPeer) me.client = step.client;
  action.effect(view);
  if (step.actor != kPeer) me.place = action.to;
}

std::string Steps::words(const Step& step) const {
  const Action& action = spec_.actions[static_cast<std::size_t>(step.act)];
  std::string text = actor_name(step) + " " + std::string(action.name);
  if (action.choice == Choice::worker) return text + " (" + number("worker", step.worker) + ")";
  const bool tells =
      action.who != Who::peer &&
      (action.choice == Choice::client || action.locks == Locks::both || action.rule == "T10");
  return tells ? text + " (" + number("client", step.client) + ")" : text;
}

}  // namespace interleave::spec
