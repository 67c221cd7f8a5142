#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/campaign/rules.h"
#include "sim/cli/commands.h"

namespace interleave::sim {
namespace {

void list_rules() {
  for (const CheckedRule& rule : checked_rules()) {
    fmt::print("{:<22} {}\n", rule.name, rule.statement);
  }
}

void list_scenarios(const Catalogue& catalogue) {
  const std::vector<std::unique_ptr<Scenario>> scenarios = catalogue.list();
  std::size_t width = 0;
  for (const auto& scenario : scenarios) width = std::max(width, scenario->name().size());
  for (const auto& scenario : scenarios) {
    fmt::print("{:<{}}  {}\n", scenario->name(), width, scenario->summary());
    const std::string parameters = scenario->parameters();
    if (!parameters.empty()) fmt::print("{:<{}}  ({})\n", "", width, parameters);
  }
}

}  // namespace

ExitStatus list_command(const Program& program, const Arguments& arguments) {
  if (!arguments.rest().empty()) {
    return usage_error(program, fmt::format("list: unexpected argument {}; allowed: --rules",
                                            arguments.rest().front()));
  }
  if (arguments.has("--rules")) {
    list_rules();
  } else {
    list_scenarios(program.catalogue);
  }
  return ExitStatus::clean;
}

}  // namespace interleave::sim
