#include "model/rules/progress.h"

#include <string>

#include "model/rules/wording.h"

namespace interleave {

std::optional<Finding> Progress::on(const Record& record, const RunState& state) {
  const std::string number = std::to_string(record.value);
  if (record.event == Event::stuck) {
    return finding("nothing can run and nothing will: " + number + " threads have not ended",
                   everybody_waits(state));
  }
  return finding("the run was cut after " + number + " points: it goes on without an end",
                 everybody_waits(state));
}

}  // namespace interleave
