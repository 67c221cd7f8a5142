#include "sim/cli/simple_catalogue.h"

#include <utility>

#include "model/base/assert.h"

namespace interleave::sim {

SimpleCatalogue& SimpleCatalogue::add(std::string name, std::string summary,
                                      FunctionScenario::Body body) {
  IL_ASSERT(!name.empty() && make(name, "") == nullptr, "a scenario has a name of its own");
  scenarios_.emplace_back(std::move(name), std::move(summary), std::move(body));
  return *this;
}

std::vector<std::unique_ptr<Scenario>> SimpleCatalogue::list() const {
  std::vector<std::unique_ptr<Scenario>> all;
  for (const FunctionScenario& each : scenarios_) {
    all.push_back(std::make_unique<FunctionScenario>(each));
  }
  return all;
}

std::unique_ptr<Scenario> SimpleCatalogue::make(std::string_view name,
                                                std::string_view parameters) const {
  if (!parameters.empty()) return nullptr;
  for (const FunctionScenario& each : scenarios_) {
    if (each.name() == name) return std::make_unique<FunctionScenario>(each);
  }
  return nullptr;
}

}  // namespace interleave::sim
