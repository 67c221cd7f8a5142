// The rules that every run is checked against.
#ifndef INTERLEAVE_SIM_CAMPAIGN_RULES_H_
#define INTERLEAVE_SIM_CAMPAIGN_RULES_H_

#include <string>
#include <vector>

namespace interleave::sim {

struct CheckedRule {
  std::string name;
  std::string statement;
};

// Those of the threading model (all_rules), and what the simulator itself holds a run to.
std::vector<CheckedRule> checked_rules();
// Their names alone.
std::vector<std::string> checked_rule_names();

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_RULES_H_
