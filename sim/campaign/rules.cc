#include "sim/campaign/rules.h"

#include <memory>
#include <utility>

#include "model/rules/rule_book.h"

namespace interleave::sim {

std::vector<CheckedRule> checked_rules() {
  std::vector<CheckedRule> rules;
  for (const std::unique_ptr<Monitor>& rule : all_rules()) {
    rules.push_back({std::string(rule->rule()), std::string(rule->statement())});
  }
  rules.push_back({"assertion", "No assertion of the program fails."});
  rules.push_back({"exception", "No exception leaves the body of a thread."});
  rules.push_back({"crash", "No thread crashes (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT)."});
  rules.push_back(
      {"loss-of-control",
       "No thread reads a real clock, sleeps, makes a thread, uses a socket, blocks, ends "
       "the process or draws random numbers past the simulator."});
  rules.push_back(
      {"nondeterminism", "A run that is repeated from its decisions comes out the same."});
  return rules;
}

std::vector<std::string> checked_rule_names() {
  std::vector<std::string> names;
  for (CheckedRule& rule : checked_rules()) names.push_back(std::move(rule.name));
  return names;
}

}  // namespace interleave::sim
