// The scenarios that a program offers on its command line.
#ifndef INTERLEAVE_SIM_CLI_CATALOGUE_H_
#define INTERLEAVE_SIM_CLI_CATALOGUE_H_

#include <memory>
#include <string_view>
#include <vector>

#include "sim/engine/scenario.h"

namespace interleave::sim {

// Implemented by the program above the library, which is the one that knows its scenarios.
class Catalogue {
 public:
  virtual ~Catalogue() = default;

  // Every preset, in the order in which they are shown; names are unique.
  [[nodiscard]] virtual std::vector<std::unique_ptr<Scenario>> list() const = 0;

  // The scenario of this name with these parameters (as Scenario::parameters gives them). Null when
  // there is none, or the parameters are wrong.
  [[nodiscard]] virtual std::unique_ptr<Scenario> make(std::string_view name,
                                                       std::string_view parameters) const = 0;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_CATALOGUE_H_
