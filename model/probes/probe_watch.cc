#include "model/probes/probe_watch.h"

namespace interleave {

ProbeWatch::ProbeWatch() : events_(RunMemory::kEvents), seen_(situations()) {
  seen_places_.reserve(seen_.size());
  for (const Probe& probe : all_probes()) {
    const Row row{&probe, place_of(probe)};
    if (probe.mark) by_mark_[static_cast<std::size_t>(*probe.mark)].push_back(row);
    for (std::size_t event = 0; event < by_event_.size(); ++event) {
      if (probe.events.has(static_cast<Event>(event))) by_event_[event].push_back(row);
    }
    events_ = events_ | probe.events;
  }
}

void ProbeWatch::begin_run() {
  for (const std::size_t place : seen_places_) seen_[place] = 0;
  seen_places_.clear();
  memory_.begin_run();
}

std::optional<Finding> ProbeWatch::on(const Record& record, const RunState& state) {
  state_ = &state;
  for (const Row& row : by_event_[static_cast<std::size_t>(record.event)]) {
    look(row, {record, state, memory_});
  }
  if (RunMemory::kEvents.has(record.event)) memory_.apply(record, state);
  return std::nullopt;
}

void ProbeWatch::mark(Mark mark, std::uint64_t value) {
  if (state_ == nullptr) return;
  const Record record{.value = value};
  for (const Row& row : by_mark_[static_cast<std::size_t>(mark)]) {
    look(row, {record, *state_, memory_});
  }
  memory_.apply(mark);
}

void ProbeWatch::look(const Row& row, const Sight& sight) {
  const Probe& probe = *row.probe;
  std::size_t place = row.place;
  if (probe.variants > 1) {
    const std::uint64_t variant = sight.record.value - probe.first;
    if (variant >= probe.variants) return;
    place += static_cast<std::size_t>(variant);
  }
  if (seen_[place] != 0 || (probe.sees != nullptr && !probe.sees(sight))) return;
  seen_[place] = 1;
  seen_places_.push_back(place);
}

void ProbeWatch::add_to(std::vector<std::uint64_t>& runs) const {
  for (const std::size_t place : seen_places_) ++runs[place];
}

}  // namespace interleave
