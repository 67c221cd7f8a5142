// The engine as a trace: identities, records, the rolling hash, and the rule book that reads along.
#include <string_view>

#include <fmt/format.h>

#include "sim/engine/engine.h"
#include "sim/engine/sanitizers.h"

namespace interleave::sim {
namespace {

bool same(Name a, Name b) {
  return a.number == b.number && (a.base == b.base || std::string_view(a.base) == b.base);
}

}  // namespace

ObjectId Engine::create(ObjectKind kind, Name name, std::uint64_t detail) {
  if (!running()) return kNoObject;
  const ObjectId id = announce(kind, name, detail);
  if (rules_.finding()) leave_run();
  return id;
}

ObjectId Engine::announce(ObjectKind kind, Name name, std::uint64_t detail) {
  const ObjectId id{++object_count_};
  const Record record{.step = ++record_count_,
                      .thread = threads_[current_].id,
                      .event = Event::object_created,
                      .object = id,
                      .value = detail,
                      .time = now_};
  hash_.add(static_cast<std::uint64_t>(kind), detail);
  {
    sanitizers::IgnoreRaces ignore;
    order_.object_made(current_, kind);
    rules_.created(record, kind, name);
    if (watched_) tell_object(id, kind, name);
  }
  keep(record);
  return id;
}

void Engine::record(Event event, ObjectId object, std::uint64_t value) {
  if (!running()) return;
  if (!record_as(threads_[current_].id, event, object, value)) [[unlikely]] {
    leave_run();
  }
}

// False when the record breaks a rule.
bool Engine::record_as(ObjectId thread, Event event, ObjectId object, std::uint64_t value) {
  const Record record{.step = ++record_count_,
                      .thread = thread,
                      .event = event,
                      .object = object,
                      .value = value,
                      .time = now_};
  keep(record);
  sanitizers::IgnoreRaces ignore;
  return rules_.record(record);
}

void Engine::keep(const Record& record) {
  hash_.add(
      (static_cast<std::uint64_t>(record.thread) << 32) | static_cast<std::uint64_t>(record.object),
      record.value ^ (static_cast<std::uint64_t>(record.event) << 56));
  if (!observed_) return;
  sanitizers::IgnoreRaces ignore;
  options_->on_record(record);
}

void Engine::mark(Mark what, std::uint64_t value) {
  if (!marks()) return;
  sanitizers::IgnoreRaces ignore;
  options_->on_mark(what, value);
}

std::string Engine::object_name(ObjectId id) const {
  if (id == kNoObject || static_cast<std::uint32_t>(id) > object_count_) return {};
  return rules_.state().name(id);
}

std::string Engine::thread_path(std::uint32_t number) const {
  if (number == 0 || number > thread_count_) return {};
  const ThreadState& thread = threads_[number];
  std::string path = thread.name.text();
  const std::uint32_t ordinal = ordinal_of(number);
  if (ordinal > 1) path += fmt::format("~{}", ordinal);
  return thread.parent == 0 ? path : thread_path(thread.parent) + "/" + path;
}

std::uint32_t Engine::ordinal_of(std::uint32_t thread) const {
  const ThreadState& self = threads_[thread];
  std::uint32_t ordinal = 1;
  for (std::uint32_t i = 1; i < thread; ++i) {
    const ThreadState& other = threads_[i];
    if (other.parent == self.parent && same(other.name, self.name)) ++ordinal;
  }
  return ordinal;
}

std::string Engine::stable_name(ObjectId id) const {
  const RunState& state = rules_.state();
  if (id == kNoObject || static_cast<std::uint32_t>(id) > object_count_) return {};
  const RunState::Object& object = state.object(id);
  if (object.kind == ObjectKind::thread) return thread_path(thread_number(id));
  std::uint32_t ordinal = 1;
  for (std::uint32_t i = 1; i < static_cast<std::uint32_t>(id); ++i) {
    const RunState::Object& other = state.object(ObjectId{i});
    if (other.creator == object.creator && other.kind == object.kind &&
        same(other.name, object.name)) {
      ++ordinal;
    }
  }
  const std::string name = object.name.text();
  return fmt::format("{}:{}{}", thread_path(thread_number(object.creator)),
                     name.empty() ? to_string(object.kind) : name,
                     ordinal > 1 ? fmt::format("~{}", ordinal) : "");
}

std::uint32_t Engine::thread_number(ObjectId id) const {
  for (std::uint32_t i = 1; i <= thread_count_; ++i) {
    if (threads_[i].id == id) return i;
  }
  return 0;
}

}  // namespace interleave::sim
