// interleave_toy_bugs: the command line over programs that are wrong on purpose.
#include <memory>
#include <string_view>
#include <vector>

#include "proptests/replay/toy_bugs.h"
#include "sim/cli/command_line.h"

namespace interleave::proptests {
namespace {

class Bugs final : public sim::Catalogue {
 public:
  [[nodiscard]] std::vector<std::unique_ptr<sim::Scenario>> list() const override {
    return toy_bugs();
  }
  [[nodiscard]] std::unique_ptr<sim::Scenario> make(std::string_view name,
                                                    std::string_view parameters) const override {
    return parameters.empty() ? make_toy_bug(name) : nullptr;
  }
};

}  // namespace
}  // namespace interleave::proptests

int main(int argc, char** argv) {
  return interleave::sim::run_command_line(interleave::proptests::Bugs(), "test", argc, argv);
}
