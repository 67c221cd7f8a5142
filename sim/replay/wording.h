// Records in words.
#ifndef INTERLEAVE_SIM_REPLAY_WORDING_H_
#define INTERLEAVE_SIM_REPLAY_WORDING_H_

#include <string>
#include <vector>

#include "model/trace/record.h"
#include "sim/engine/simulation.h"

namespace interleave::sim {

// The names of a run's objects, for when the run itself is gone.
class ObjectNames {
 public:
  ObjectNames() = default;
  // Of the present or last run.
  explicit ObjectNames(const Simulation& simulation);

  // "worker.3"; "the world" for kNoObject, "object 7" for what has no name.
  [[nodiscard]] std::string operator()(ObjectId id) const;

 private:
  std::vector<std::string> names_;  // by identity
};

// What a record says: "worker.3 has job-lock".
std::string in_words(const Record& record, const ObjectNames& names);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_REPLAY_WORDING_H_
