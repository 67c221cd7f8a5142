#include "sim/world/handle_table.h"

#include "sim/engine/sanitizers.h"
#include "sim/world/sim_poller.h"

namespace interleave::sim {
namespace {

std::size_t index_of(Handle handle) {
  return static_cast<std::size_t>(handle) - HandleTable::kLowest;
}

}  // namespace

void HandleTable::clear() {
  entries_.clear();
  open_count_ = 0;
}

Handle HandleTable::open(const HandleSource& source) {
  ++open_count_;
  std::size_t index = 0;
  while (index < entries_.size() && entries_[index].source != nullptr) ++index;
  if (index == entries_.size()) {
    sanitizers::IgnoreRaces ignore;
    entries_.emplace_back();
  }
  entries_[index] = {.source = &source, .poller = nullptr, .interest = {}};
  return handle_at(index);
}

void HandleTable::close(Handle handle) {
  --open_count_;
  entries_[index_of(handle)] = {};
}

void HandleTable::changed(Handle handle) {
  const Entry* entry = find(handle);
  if (entry != nullptr && entry->poller != nullptr) entry->poller->on_change(*entry);
}

HandleTable::Entry* HandleTable::find(Handle handle) {
  const std::size_t index = index_of(handle);
  if (handle == Handle::none || index >= entries_.size()) return nullptr;
  return entries_[index].source == nullptr ? nullptr : &entries_[index];
}

}  // namespace interleave::sim
