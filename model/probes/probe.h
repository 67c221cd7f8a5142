// Rare situations that a search must have come to, or its silence proves little.
#ifndef INTERLEAVE_MODEL_PROBES_PROBE_H_
#define INTERLEAVE_MODEL_PROBES_PROBE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/probes/mark.h"
#include "model/probes/run_memory.h"
#include "model/rules/monitor.h"

namespace interleave {

// How often a situation is to be met in a search through all scenarios.
enum class Expected : std::uint8_t {
  often,   // in one run of a thousand at least
  rarely,  // at all
  never,   // not in this design: whoever meets it has changed the design
};

// "often", "rarely", "never".
std::string_view to_string(Expected expected);

// What a recogniser looks at: the run up to a record, and that record. Of a mark, the record has
// its value, and nothing else.
struct Sight {
  const Record& record;
  const RunState& state;    // before the record
  const RunMemory& memory;  // before the record
};

struct Probe {
  std::string_view name;  // lower case with hyphens
  Expected expected = Expected::rarely;
  std::string_view what;                       // in a few words
  EventSet events{};                           // at which it is looked for,
  std::optional<Mark> mark{};                  // or at this mark
  bool (*sees)(const Sight& sight) = nullptr;  // null: at each of these
  // There may be several situations of one name, which all must be met: then the record's value
  // says which, from `first`.
  std::uint32_t variants = 1;
  std::uint32_t first = 0;
};

// All of them, in the order in which they are printed.
std::span<const Probe> all_probes();

// A situation's place among all, counting variants: those of a probe come one after the other.
std::size_t place_of(const Probe& probe);
// How many there are.
std::size_t situations();

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_PROBES_PROBE_H_
