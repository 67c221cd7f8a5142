// A catalogue of functions: all that a program with a few scenarios of its own needs.
//
//   int main(int argc, char** argv) {
//     interleave::sim::SimpleCatalogue catalogue;
//     catalogue.add("queue", "two producers and two consumers", run_queue);
//     return interleave::sim::run_command_line(catalogue, "1.0", argc, argv);
//   }
#ifndef INTERLEAVE_SIM_CLI_SIMPLE_CATALOGUE_H_
#define INTERLEAVE_SIM_CLI_SIMPLE_CATALOGUE_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/catalogue.h"
#include "sim/engine/function_scenario.h"

namespace interleave::sim {

class SimpleCatalogue final : public Catalogue {
 public:
  // `name` is in lower case with hyphens, and not there yet; `summary` is one line for `list`. The
  // body is the root thread's: see FunctionScenario.
  SimpleCatalogue& add(std::string name, std::string summary, FunctionScenario::Body body);

  [[nodiscard]] std::vector<std::unique_ptr<Scenario>> list() const override;
  [[nodiscard]] std::unique_ptr<Scenario> make(std::string_view name,
                                               std::string_view parameters) const override;

 private:
  std::vector<FunctionScenario> scenarios_;
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CLI_SIMPLE_CATALOGUE_H_
