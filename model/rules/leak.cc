#include "model/rules/leak.h"

#include <string>
#include <utility>
#include <vector>

#include "model/rules/wording.h"

namespace interleave {
namespace {

constexpr std::size_t kMostNamed = 8;

constexpr ObjectKind kOwned[] = {ObjectKind::mutex,    ObjectKind::condvar, ObjectKind::poller,
                                 ObjectKind::listener, ObjectKind::stream,  ObjectKind::watch,
                                 ObjectKind::client,   ObjectKind::file};

template <class Predicate>
ObjectId first_object(const RunState& state, Predicate&& predicate) {
  for (std::uint32_t i = 1; i <= state.count(); ++i) {
    if (predicate(ObjectId{i}, state.object(ObjectId{i}))) return ObjectId{i};
  }
  return kNoObject;
}

bool loop_is_running(const RunState& state) {
  return kNoObject != first_object(state, [&](ObjectId id, const RunState::Object&) {
           return state.thread(id).blocked == Blocked::poll;
         });
}

std::optional<Finding> held_lock(const RunState& state) {
  if (state.model_locks_held() == 0) return std::nullopt;
  const ObjectId mutex = first_object(state, [&](ObjectId id, const RunState::Object& object) {
    return object.kind == ObjectKind::mutex && object.owner != kNoObject &&
           belongs_to_the_model(state.rank(id));
  });
  const ObjectId owner = state.object(mutex).owner;
  return finding("nothing can run, and " + state.name(owner) + " still holds " + state.name(mutex),
                 {holds_text(state, owner), waits_text(state, owner)});
}

std::optional<Finding> forgotten_watch(const RunState& state) {
  if (state.removed_watches() == 0 || !loop_is_running(state)) return std::nullopt;
  const ObjectId watch =
      first_object(state, [](ObjectId, const RunState::Object& object) { return object.removed; });
  return finding(state.name(watch) + " was removed and never freed, and the loop sleeps",
                 {"it was removed by " + state.name(state.object(watch).removed_by)});
}

std::optional<Finding> orphaned_client(const Record& record, const RunState& state) {
  std::uint64_t open = state.alive(ObjectKind::client);
  if (open == 0) return std::nullopt;
  const bool api_busy = state.calls().in_api() > 0;
  for (const ObjectId id : state.calls().clients()) {
    const ClientCalls& client = state.calls().of(id);
    if (!state.object(id).alive || !client.closed) continue;
    --open;
    if (api_busy && !client.idle()) continue;
    return finding(state.name(id) + " is closed, nothing of it is on the way, and nobody reaps it",
                   everybody_waits(state));
  }
  if (open <= record.value) return std::nullopt;
  return finding("nothing can run, and " + std::to_string(open) + " clients are open for " +
                     std::to_string(record.value) + " peers: a hang-up was not noticed (D5)",
                 everybody_waits(state));
}

// A client that has gone takes along what it has sent and nobody has used.
std::optional<Finding> forgotten_file(const RunState& state) {
  if (state.alive(ObjectKind::file) == 0 || state.alive(ObjectKind::client) > 0 ||
      !loop_is_running(state)) {
    return std::nullopt;
  }
  const ObjectId file = first_object(state, [](ObjectId, const RunState::Object& object) {
    return object.kind == ObjectKind::file && object.alive;
  });
  return finding("every client has gone, and nobody closes " + state.name(file),
                 everybody_waits(state));
}

std::optional<Finding> left_over(const RunState& state) {
  std::vector<std::string> names;
  std::uint32_t count = 0;
  for (const ObjectKind kind : kOwned) count += state.alive(kind);
  if (count == 0) return std::nullopt;
  for (const ObjectKind kind : kOwned) {
    first_object(state, [&](ObjectId id, const RunState::Object& object) {
      if (object.kind == kind && object.alive) {
        names.push_back(std::string(to_string(kind)) + " " + object.name.text());
      }
      static_cast<void>(id);
      return names.size() == kMostNamed;
    });
    if (names.size() == kMostNamed) break;
  }
  std::string first = names.front();
  return finding("the program has ended and left " + std::to_string(count) + " objects behind, " +
                     first + " first",
                 std::move(names));
}

std::optional<Finding> unjoined_thread(const RunState& state) {
  if (state.alive(ObjectKind::thread) <= 1) return std::nullopt;
  const ObjectId thread = first_object(state, [](ObjectId id, const RunState::Object& object) {
    return object.kind == ObjectKind::thread && object.alive && object.creator != kNoObject &&
           object.creator != id;
  });
  if (thread == kNoObject) return std::nullopt;
  return finding("the program has ended and nobody has joined " + state.name(thread),
                 {waits_text(state, thread)});
}

}  // namespace

std::optional<Finding> Leak::on(const Record& record, const RunState& state) {
  if (record.event == Event::finished) {
    if (std::optional<Finding> found = unjoined_thread(state)) return found;
    return left_over(state);
  }
  if (std::optional<Finding> found = held_lock(state)) return found;
  if (std::optional<Finding> found = forgotten_watch(state)) return found;
  if (std::optional<Finding> found = orphaned_client(record, state)) return found;
  return forgotten_file(state);
}

}  // namespace interleave
