// A run as a file: everything that is needed to make it happen again, readable by a person.
//
// The format is text, one fact a line, so that two recordings can be compared with diff. Identities
// are names that outlive a change of the sources (a thread's path in the tree of spawns, an
// object's stable name), never numbers of one process.
#ifndef INTERLEAVE_SIM_REPLAY_RECORDING_H_
#define INTERLEAVE_SIM_REPLAY_RECORDING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/engine/decision.h"

namespace interleave::sim {

// A change of what a decision means, of the order of decisions or of this format is a new version.
inline constexpr std::uint32_t kRecordingVersion = 2;

// An option of the run (the step limit, a fault) by its name.
struct Setting {
  std::string name;
  std::string value;
  bool operator==(const Setting&) const = default;
};

// A decision with names in the place of identities.
struct RecordedDecision {
  DecisionKind kind = DecisionKind::thread;
  std::uint32_t options = 0;
  std::uint32_t taken = 0;
  std::string site;
  std::string object;  // Simulation::stable_name; empty: about no object
  std::string thread;  // path of the chosen thread; empty unless `kind` is thread
  bool operator==(const RecordedDecision&) const = default;
};

struct Recording {
  std::string scenario;
  std::string parameters;
  std::string strategy;  // who took the decisions, and from which seed: for the reader
  std::uint64_t seed = 0;
  std::vector<Setting> settings;
  // What the run ended with: the broken rule, or empty when every rule held.
  std::string rule;
  std::string what;
  std::vector<std::string> details;
  std::uint64_t steps = 0;
  std::uint64_t early = 0;  // ns by which time was moved although threads could run: the slack that
                            // a real machine would need to do the same
  std::uint64_t hash = 0;
  std::vector<RecordedDecision> decisions;
  bool operator==(const Recording&) const = default;
};

// Why a text is no recording.
struct RecordingError {
  std::size_t line = 0;  // from 1; 0: the file itself
  std::string what;

  // "line 12: unknown decision kind "threat"".
  [[nodiscard]] std::string text() const;
};

// The file's text. Any content of the strings comes back from parse_recording.
std::string to_text(const Recording& recording);

// Any text gives a recording or an error. Spaces between the columns of a decision and leading
// zeros may differ from what to_text writes; everything else is exact.
std::variant<Recording, RecordingError> parse_recording(std::string_view text);

// The same from and to a file. Writing replaces what is there; it returns an empty string, or why
// it failed. A file larger than 256 MiB is refused.
std::variant<Recording, RecordingError> read_recording(const std::string& path);
std::string write_recording(const Recording& recording, const std::string& path);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_RECORDING_H_
