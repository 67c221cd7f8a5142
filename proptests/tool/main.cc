// interleave: the project's scenarios under the simulator's command line.
#include <memory>
#include <string_view>
#include <vector>

#include "proptests/scenarios/catalogue.h"
#include "proptests/scenarios/toy/toys.h"
#include "sim/cli/command_line.h"

namespace interleave::proptests {
namespace {

// The daemon's scenarios first, then the examples.
class Scenarios final : public sim::Catalogue {
 public:
  [[nodiscard]] std::vector<std::unique_ptr<sim::Scenario>> list() const override {
    std::vector<std::unique_ptr<sim::Scenario>> all = scenarios();
    for (auto& example : toy::scenarios()) all.push_back(std::move(example));
    return all;
  }

  [[nodiscard]] std::unique_ptr<sim::Scenario> make(std::string_view name,
                                                    std::string_view parameters) const override {
    if (auto example = toy::make_scenario(name, parameters)) return example;
    return make_scenario(name, parameters);
  }
};

}  // namespace
}  // namespace interleave::proptests

int main(int argc, char** argv) {
  return interleave::sim::run_command_line(interleave::proptests::Scenarios(), INTERLEAVE_VERSION,
                                           argc, argv);
}
