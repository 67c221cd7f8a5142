#include "model/spec/explorer.h"

#include <algorithm>
#include <utility>

#include "model/spec/rules.h"
#include "model/spec/state_table.h"

namespace interleave::spec {
namespace {

struct Broken {
  std::string rule;
  std::string what;
};

// A mutated specification may turn in a circle with a lock held: such a thread is not passed
// through for ever.
constexpr std::size_t kLongestPass = 64;

// Follows the specification from one kept state to the next ones.
class Walker {
 public:
  Walker(const Spec& spec, const ExploreOptions& options) : steps_(spec), options_(options) {}

  // Calls `visit(state, way)` for each state that is to be kept after `state`. False when a rule is
  // broken on the way: `broken` and `way` say which and how.
  template <class Visit>
  bool go_on(const State& state, Visit visit) {
    way.clear();
    return follow(state, visit);
  }

  [[nodiscard]] Packed key(const State& state) const {
    return pack(options_.symmetry ? canonical(state) : state);
  }
  [[nodiscard]] const Steps& steps() const { return steps_; }

  std::optional<Broken> check(const State& state) const {
    for (const Rule& rule : invariants()) {
      if (!rule.holds(state, steps_.spec().size)) {
        return Broken{std::string(rule.name), "no longer holds: " + std::string(rule.statement)};
      }
    }
    return std::nullopt;
  }

  std::vector<Step> way;
  std::optional<Broken> broken;
  std::uint64_t transitions = 0;
  std::uint64_t endings = 0;

 private:
  template <class Visit>
  bool follow(const State& state, Visit& visit) {
    std::vector<Successor> next;
    if (!spare_.empty()) {
      next = std::move(spare_.back());
      spare_.pop_back();
    }
    steps_.from(state, options_.reduction, next);
    bool good = !(stuck(state, next));
    for (std::size_t i = 0; good && i < next.size(); ++i) good = take(next[i], visit);
    next.clear();
    spare_.push_back(std::move(next));
    return good;
  }

  template <class Visit>
  bool take(const Successor& next, Visit& visit) {
    ++transitions;
    way.push_back(next.step);
    if (!next.broken.empty()) {
      broken = Broken{std::string(next.broken), "is broken by the last step"};
      return false;
    }
    broken = check(next.after);
    if (broken) return false;
    const bool pass = options_.reduction && way.size() < kLongestPass && steps_.alone(next.after);
    const bool good = pass ? follow(next.after, visit) : visit(next.after, way);
    if (good) way.pop_back();
    return good;
  }

  bool stuck(const State& state, const std::vector<Successor>& next) {
    if (std::ranges::any_of(next, [&](const Successor& s) { return steps_.is_fair(s.step); })) {
      return false;
    }
    ++endings;
    const std::string_view rule = owed(state);
    if (rule.empty()) return false;
    broken = Broken{std::string(rule), "is not kept: nothing more will happen"};
    return true;
  }

  Steps steps_;
  ExploreOptions options_;
  std::vector<std::vector<Successor>> spare_;
};

class Search {
 public:
  Search(const Spec& spec, const ExploreOptions& options)
      : start_(initial(spec.size)), options_(options), walker_(spec, options) {}

  Exploration run() {
    keep(start_, 0);
    for (std::uint32_t at = 0; at < table_.size() && result_.complete; ++at) {
      if (at == level_end_) next_level();
      if (!walker_.go_on(unpack(table_[at]), [&](const State& state, const auto&) {
            keep(state, at);
            return true;
          })) {
        tell(at);
        break;
      }
      result_.complete = table_.size() < options_.most_states;
    }
    result_.states = table_.size();
    result_.transitions = walker_.transitions;
    result_.endings = walker_.endings;
    return std::move(result_);
  }

 private:
  void keep(const State& state, std::uint32_t parent) {
    if (table_.add(walker_.key(state)).second) parents_.push_back(parent);
  }

  void next_level() {
    ++result_.depth;
    level_end_ = static_cast<std::uint32_t>(table_.size());
  }

  // Walks the way to state `last` again, with the names that everybody had at the start.
  void tell(std::uint32_t last) {
    std::vector<std::uint32_t> way;
    for (std::uint32_t at = last; at != 0; at = parents_[at]) way.push_back(at);
    std::ranges::reverse(way);
    Counterexample& found = result_.broken.emplace();
    State state = start_;
    for (const std::uint32_t at : way) state = step_to(state, table_[at], found);
    walker_.broken.reset();
    walker_.go_on(state, [](const State&, const auto&) { return true; });
    append(found, walker_.way);
    found.rule = walker_.broken->rule;
    found.what = found.rule + " " + walker_.broken->what;
  }

  State step_to(const State& from, const Packed& wanted, Counterexample& found) {
    State reached = from;
    walker_.go_on(from, [&](const State& state, const std::vector<Step>& way) {
      if (walker_.key(state) != wanted) return true;
      reached = state;
      append(found, way);
      return false;
    });
    return reached;
  }

  void append(Counterexample& found, const std::vector<Step>& way) const {
    for (const Step& step : way) found.steps.push_back(walker_.steps().words(step));
  }

  const State start_;
  const ExploreOptions options_;
  Walker walker_;
  StateTable table_;
  std::vector<std::uint32_t> parents_;
  std::uint32_t level_end_ = 1;
  Exploration result_;
};

}  // namespace

Exploration explore(const Spec& spec, const ExploreOptions& options) {
  return Search(spec, options).run();
}

}  // namespace interleave::spec
