// The suite: every program with its bug, what the bug breaks, and what others needed to find it.
#ifndef INTERLEAVE_PROPTESTS_PROGRAMS_CATALOGUE_H_
#define INTERLEAVE_PROPTESTS_PROGRAMS_CATALOGUE_H_

#include <memory>
#include <string>
#include <vector>

#include "proptests/programs/program.h"
#include "proptests/programs/published.h"

namespace interleave::proptests::programs {

struct Entry {
  // The name under which results are published: "reorder_10". The scenario has it with hyphens.
  std::string name;
  std::string summary;
  // The rule that the bug breaks, as the engine names it: "check" or "deadlock". Monitors may see
  // the bug earlier, and name it otherwise ("lock-order").
  std::string rule;
  // Whether there is a variant without the bug.
  bool has_fix = true;
  Body body;

  [[nodiscard]] std::unique_ptr<sim::Scenario> make(Variant variant = Variant::broken) const;
  // Null where nothing is published.
  [[nodiscard]] const PublishedRow* row() const { return published(name); }
};

// The order of the tables.
std::vector<Entry> programs();

}  // namespace interleave::proptests::programs

#endif  // INTERLEAVE_PROPTESTS_PROGRAMS_CATALOGUE_H_
