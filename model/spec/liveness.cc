#include "model/spec/liveness.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>

#include "model/spec/graph.h"
#include "model/spec/rules.h"

namespace interleave::spec {
namespace {

struct Promise {
  std::string_view rule;
  std::string_view what;
  bool (*owes)(const State&);
};

constexpr std::array<Promise, 3> kPromises = {{
    {"T8", "T8 is not kept: a call may wait for its reply for ever", owes_call},
    {"D1", "D1 is not kept: a client that has ended may never be destroyed", owes_reaping},
    {"D8", "D8 is not kept: the daemon may be stopping for ever", owes_stop},
}};

using Part = std::vector<std::uint32_t>;

// Whether a node is in a part.
class Membership {
 public:
  explicit Membership(Part part) : sorted_(std::move(part)) { std::ranges::sort(sorted_); }
  [[nodiscard]] bool has(std::uint32_t node) const {
    return std::ranges::binary_search(sorted_, node);
  }

 private:
  Part sorted_;
};

class FairCircles {
 public:
  FairCircles(const Graph& graph, std::uint64_t& parts) : graph_(graph), parts_(parts) {}

  // A strongly connected part among `nodes` that a fair way can stay in for ever; else empty.
  Part among(const Part& nodes) {
    for (const Part& part : connected_parts(graph_, nodes)) {
      ++parts_;
      const std::uint32_t robbed = robbed_actors(part);
      if (robbed == 0) return part;
      Part rest;
      std::ranges::copy_if(part, std::back_inserter(rest),
                           [&](std::uint32_t node) { return (graph_.able(node) & robbed) == 0; });
      if (Part found = among(rest); !found.empty()) return found;
    }
    return {};
  }

 private:
  // Who could take a fair step in the part, and never does within it.
  [[nodiscard]] std::uint32_t robbed_actors(const Part& part) const {
    const Membership inside(part);
    std::uint32_t able = 0;
    std::uint32_t served = 0;
    for (const std::uint32_t node : part) {
      for (const Edge& edge : graph_.from(node)) {
        if (!edge.fair) continue;
        able |= 1U << edge.actor;
        if (inside.has(edge.to)) served |= 1U << edge.actor;
      }
    }
    return able & ~served;
  }

  const Graph& graph_;
  std::uint64_t& parts_;
};

// The steps along a way of nodes, in words.
void tell(const Steps& steps, const Graph& graph, const Part& way,
          std::vector<std::string>& words) {
  std::vector<Successor> next;
  for (std::size_t i = 1; i < way.size(); ++i) {
    next.clear();
    steps.from(graph.state(way[i - 1]), false, next);
    const Packed wanted = pack(graph.state(way[i]));
    const auto found = std::ranges::find_if(
        next, [&](const Successor& s) { return s.broken.empty() && pack(s.after) == wanted; });
    if (found != next.end()) words.push_back(steps.words(found->step));
  }
}

Counterexample counterexample(const Steps& steps, const Graph& graph, const Promise& promise,
                              const Part& part) {
  const Membership inside(part);
  const auto in_part = [&](std::uint32_t node) { return inside.has(node); };
  const auto anywhere = [](std::uint32_t) { return true; };
  Counterexample found{std::string(promise.rule), std::string(promise.what), {}};
  Part way{0};
  if (!in_part(0)) way = graph.way(0, in_part, anywhere);
  tell(steps, graph, way, found.steps);
  found.steps.emplace_back("and from here on, again and again:");
  const std::uint32_t start = way.back();
  tell(steps, graph,
       graph.way(start, [&](std::uint32_t node) { return node == start; }, in_part), found.steps);
  return found;
}

}  // namespace

Liveness check_liveness(const Spec& spec) {
  const Steps steps(spec);
  const Graph graph(steps);
  Liveness result;
  result.states = graph.size();
  result.transitions = graph.edges();
  FairCircles circles(graph, result.parts);
  for (const Promise& promise : kPromises) {
    Part owing;
    for (std::uint32_t node = 0; node < graph.size(); ++node) {
      if (promise.owes(graph.state(node))) owing.push_back(node);
    }
    const Part part = circles.among(owing);
    if (part.empty()) continue;
    result.broken = counterexample(steps, graph, promise, part);
    break;
  }
  return result;
}

}  // namespace interleave::spec
