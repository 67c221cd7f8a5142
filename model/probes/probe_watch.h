// Reads along with the rules and notes which rare situations a run has come to.
#ifndef INTERLEAVE_MODEL_PROBES_PROBE_WATCH_H_
#define INTERLEAVE_MODEL_PROBES_PROBE_WATCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/probes/probe.h"

namespace interleave {

// A monitor that finds nothing: it sees the records that the rules see, and as cheaply. It watches
// until a run breaks a rule. Used by one thread.
class ProbeWatch final : public Monitor {
 public:
  // For all_probes().
  ProbeWatch();

  [[nodiscard]] std::string_view rule() const override { return "probes"; }
  [[nodiscard]] std::string_view statement() const override {
    return "Rare situations are noted; this is no rule.";
  }
  [[nodiscard]] EventSet events() const override { return events_; }
  void begin_run() override;
  std::optional<Finding> on(const Record& record, const RunState& state) override;

  // What the trace does not show, at the moment at which it happens.
  void mark(Mark mark, std::uint64_t value = 0);

  // Whether the present run has come to the situation at this place (place_of).
  [[nodiscard]] bool seen(std::size_t place) const { return seen_[place]; }
  // The same of each place, added to `runs`, which has one number for each.
  void add_to(std::vector<std::uint64_t>& runs) const;

 private:
  struct Row {
    const Probe* probe;
    std::size_t place;
  };

  void look(const Row& row, const Sight& sight);

  EventSet events_{};
  std::array<std::vector<Row>, static_cast<std::size_t>(Event::count_)> by_event_;
  std::array<std::vector<Row>, static_cast<std::size_t>(Mark::count_)> by_mark_;
  std::vector<char> seen_;                // by place
  std::vector<std::size_t> seen_places_;  // those of the present run
  const RunState* state_ = nullptr;       // of the run, once there has been a record
  RunMemory memory_;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_PROBES_PROBE_WATCH_H_
