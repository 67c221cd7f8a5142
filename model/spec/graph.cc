#include "model/spec/graph.h"

#include <algorithm>

namespace interleave::spec {
namespace {

constexpr std::uint32_t kNoNode = 0xffffffff;

}  // namespace

Graph::Graph(const Steps& steps) {
  std::vector<Successor> next;
  table_.add(pack(initial(steps.spec().size)));
  for (std::uint32_t node = 0; node < table_.size(); ++node) {
    first_.push_back(edges_.size());
    next.clear();
    steps.from(unpack(table_[node]), false, next);
    for (const Successor& successor : next) {
      if (!successor.broken.empty()) continue;
      const std::uint32_t to = table_.add(pack(successor.after)).first;
      edges_.push_back({to, successor.step.actor, steps.is_fair(successor.step)});
    }
  }
  first_.push_back(edges_.size());
}

std::uint32_t Graph::able(std::uint32_t node) const {
  std::uint32_t actors = 0;
  for (const Edge& edge : from(node)) {
    if (edge.fair) actors |= 1U << edge.actor;
  }
  return actors;
}

std::vector<std::uint32_t> Graph::way(std::uint32_t from_node,
                                      const std::function<bool(std::uint32_t)>& goal,
                                      const std::function<bool(std::uint32_t)>& inside) const {
  std::vector<std::uint32_t> parent(size(), kNoNode);
  std::vector<std::uint32_t> queue{from_node};
  for (std::size_t at = 0; at < queue.size(); ++at) {
    for (const Edge& edge : from(queue[at])) {
      if (!inside(edge.to)) continue;
      if (goal(edge.to)) {
        std::vector<std::uint32_t> nodes{edge.to};
        for (std::uint32_t node = queue[at];; node = parent[node]) {
          nodes.push_back(node);
          if (node == from_node) break;
        }
        std::ranges::reverse(nodes);
        return nodes;
      }
      if (edge.to != from_node && parent[edge.to] == kNoNode) {
        parent[edge.to] = queue[at];
        queue.push_back(edge.to);
      }
    }
  }
  return {};
}

namespace {

constexpr std::uint32_t kOutside = 0xffffffff;
constexpr std::uint32_t kUnseen = 0xfffffffe;

// Tarjan's algorithm with a stack of its own in place of recursion.
class Tarjan {
 public:
  Tarjan(const Graph& graph, std::span<const std::uint32_t> nodes)
      : graph_(graph), low_(graph.size(), kOutside), on_stack_(graph.size(), false) {
    for (const std::uint32_t node : nodes) low_[node] = kUnseen;
    for (const std::uint32_t node : nodes) {
      if (low_[node] == kUnseen) visit(node);
    }
  }

  std::vector<std::vector<std::uint32_t>> parts;

 private:
  struct Frame {
    std::uint32_t node = 0;
    std::uint32_t number = 0;
    std::size_t edge = 0;
  };

  void enter(std::uint32_t node) {
    low_[node] = ++count_;
    frames_.push_back({node, count_, 0});
    stack_.push_back(node);
    on_stack_[node] = true;
  }

  void visit(std::uint32_t root) {
    enter(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::span<const Edge> edges = graph_.from(frame.node);
      if (frame.edge < edges.size()) {
        const std::uint32_t to = edges[frame.edge++].to;
        if (low_[to] == kUnseen) {
          enter(to);
        } else if (low_[to] != kOutside && on_stack_[to]) {
          low_[frame.node] = std::min(low_[frame.node], low_[to]);
        }
        continue;
      }
      leave();
    }
  }

  void leave() {
    const Frame frame = frames_.back();
    frames_.pop_back();
    const std::uint32_t low = low_[frame.node];
    if (!frames_.empty()) {
      std::uint32_t& above = low_[frames_.back().node];
      above = std::min(above, low);
    }
    if (low != frame.number) return;
    std::vector<std::uint32_t> part;
    std::uint32_t node = kOutside;
    do {
      node = stack_.back();
      stack_.pop_back();
      on_stack_[node] = false;
      part.push_back(node);
    } while (node != frame.node);
    if (part.size() > 1 || has_circle(part.front())) parts.push_back(std::move(part));
  }

  [[nodiscard]] bool has_circle(std::uint32_t node) const {
    return std::ranges::any_of(graph_.from(node),
                               [&](const Edge& edge) { return edge.to == node; });
  }

  const Graph& graph_;
  std::vector<std::uint32_t> low_;
  std::vector<bool> on_stack_;
  std::vector<Frame> frames_;
  std::vector<std::uint32_t> stack_;
  std::uint32_t count_ = 0;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> connected_parts(const Graph& graph,
                                                        std::span<const std::uint32_t> nodes) {
  return std::move(Tarjan(graph, nodes).parts);
}

}  // namespace interleave::spec
