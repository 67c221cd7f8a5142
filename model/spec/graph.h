// The states of the specification as a graph, and its strongly connected parts.
#ifndef INTERLEAVE_MODEL_SPEC_GRAPH_H_
#define INTERLEAVE_MODEL_SPEC_GRAPH_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "model/spec/state_table.h"
#include "model/spec/steps.h"

namespace interleave::spec {

struct Edge {
  std::uint32_t to = 0;
  std::uint8_t actor = 0;
  bool fair = false;
};

// Every reachable state with every step, as it is: no symmetry, no reduction. Index 0 is the start.
class Graph {
 public:
  explicit Graph(const Steps& steps);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(table_.size()); }
  [[nodiscard]] std::uint64_t edges() const { return edges_.size(); }
  [[nodiscard]] State state(std::uint32_t node) const { return unpack(table_[node]); }
  [[nodiscard]] std::span<const Edge> from(std::uint32_t node) const {
    return {edges_.data() + first_[node], edges_.data() + first_[node + 1]};
  }
  // Who can take a fair step there: a bit for each actor.
  [[nodiscard]] std::uint32_t able(std::uint32_t node) const;

  // The nodes of a shortest way from one node to a goal through nodes of which `inside` is true;
  // both ends included. At least one step is made.
  [[nodiscard]] std::vector<std::uint32_t> way(
      std::uint32_t from, const std::function<bool(std::uint32_t)>& goal,
      const std::function<bool(std::uint32_t)>& inside) const;

 private:
  StateTable table_;
  std::vector<std::uint64_t> first_;
  std::vector<Edge> edges_;
};

// The strongly connected parts of the graph that `nodes` and the edges between them make, but for
// single nodes without an edge to themselves. (Tarjan's algorithm, SIAM J. Comput. 1, 1972.)
std::vector<std::vector<std::uint32_t>> connected_parts(const Graph& graph,
                                                        std::span<const std::uint32_t> nodes);

}  // namespace interleave::spec

#endif  // INTERLEAVE_MODEL_SPEC_GRAPH_H_
