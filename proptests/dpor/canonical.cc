#include "proptests/dpor/canonical.h"

#include <algorithm>
#include <utility>

namespace interleave::sim {
namespace {

// FNV-1a over words.
std::uint64_t mix(std::uint64_t hash, std::uint64_t word) {
  for (int i = 0; i < 8; ++i, word >>= 8) hash = (hash ^ (word & 0xff)) * 0x100000001b3;
  return hash;
}

constexpr std::uint64_t kBasis = 0xcbf29ce484222325;
constexpr std::uint32_t kWorld = 0;

}  // namespace

void Noted::begin_run(std::uint64_t seed) {
  steps_.clear();
  threads_.clear();
  counts_.clear();
  objects_.clear();
  inner_.begin_run(seed);
}

std::uint32_t Noted::pick(DecisionKind kind, std::uint32_t options, ObjectId object,
                          const char* site) {
  const std::uint32_t taken = inner_.pick(kind, options, object, site);
  // Whether time moves early is no thread's matter: see on_world.
  if (kind != DecisionKind::time) steps_.back().what = mix(steps_.back().what, taken);
  steps_.back().text += " takes " + std::to_string(taken);
  return taken;
}

void Noted::thread_made(std::uint32_t thread, std::uint32_t parent, std::uint64_t key) {
  threads_[thread] = key;
  inner_.thread_made(thread, parent, key);
}

void Noted::object_made(ObjectId id, ObjectKind kind, std::uint64_t key) {
  objects_[id] = key;
  inner_.object_made(id, kind, key);
}

void Noted::on_operation(std::uint32_t thread, const PendingOperation& operation) {
  Step step{
      .thread = thread,
      .name = mix(mix(kBasis, threads_[thread]), ++counts_[thread]),
      .what = mix(mix(kBasis, static_cast<std::uint64_t>(operation.kind)), key(operation.object)),
      .about = {},
      .text = std::to_string(thread) + ":" + to_string(operation.kind) + "(" +
              std::to_string(static_cast<std::uint32_t>(operation.object)) + ")"};
  steps_.push_back(std::move(step));
  is_about(operation);
  inner_.on_operation(thread, operation);
}

void Noted::on_touch(std::uint32_t thread, const PendingOperation& operation) {
  is_about(operation);
  inner_.on_touch(thread, operation);
}

// A step of nobody that depends on everything.
void Noted::on_world(Instant now) {
  steps_.push_back({.thread = kWorld,
                    .name = mix(kBasis, ++counts_[kWorld]),
                    .what = static_cast<std::uint64_t>(now.time_since_epoch().count()),
                    .about = {},
                    .text = "time"});
  inner_.on_world(now);
}

std::uint64_t Noted::key(ObjectId id) const {
  const auto found = objects_.find(id);
  return found == objects_.end() ? 0 : found->second;
}

void Noted::is_about(const PendingOperation& operation) {
  if (operation.object == kNoObject) return;
  steps_.back().about.push_back(
      {.object = key(operation.object), .only_loads = operation.kind == OperationKind::load});
}

bool Noted::depend(const Step& a, const Step& b) {
  if (a.thread == b.thread) return false;  // always in this order
  if (a.thread == kWorld || b.thread == kWorld) return true;
  return std::any_of(a.about.begin(), a.about.end(), [&](const About& mine) {
    return std::any_of(b.about.begin(), b.about.end(), [&](const About& its) {
      return mine.object == its.object && !(mine.only_loads && its.only_loads);
    });
  });
}

std::uint64_t Noted::trace() const {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> relation;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    relation.emplace_back(steps_[i].name, steps_[i].what);
    for (std::size_t k = i + 1; k < steps_.size(); ++k) {
      if (depend(steps_[i], steps_[k])) relation.emplace_back(steps_[i].name, steps_[k].name);
    }
  }
  std::sort(relation.begin(), relation.end());
  std::uint64_t hash = kBasis;
  for (const auto& [first, second] : relation) hash = mix(mix(hash, first), second);
  return hash;
}

std::string Noted::text() const {
  std::string text;
  for (const Step& step : steps_) text += step.text + "  ";
  return text;
}

}  // namespace interleave::sim
