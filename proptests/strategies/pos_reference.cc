#include "proptests/strategies/pos_reference.h"

#include <algorithm>
#include <cstddef>

namespace interleave::sim {
namespace {

struct Op {
  char kind;    // also 's': the root's spawn, 'b': a thread's beginning, 'j': the root's join
  char object;  // of 'j': the thread's index
};

// Threads of a small program: 0 is the root, which makes the others in order and joins them.
std::vector<std::vector<Op>> operations_of(const std::vector<std::string>& threads) {
  std::vector<std::vector<Op>> all(1);
  for (std::size_t i = 0; i < threads.size(); ++i) all[0].push_back({'s', ' '});
  for (std::size_t i = 0; i < threads.size(); ++i) {
    all[0].push_back({'j', static_cast<char>(i + 1)});
    all.push_back({{'b', ' '}});
    for (std::size_t at = 0; at < threads[i].size(); ++at) {
      const char kind = threads[i][at];
      if (kind == 'r' || kind == 'w') ++at;
      all.back().push_back({kind, threads[i][at]});
    }
  }
  return all;
}

// Works out the chance of each word by going through every order that the draws can have. A draw is
// a rank among all draws so far, those of no more use included: each rank is as likely.
class Reference {
 public:
  Reference(const std::vector<std::string>& threads, const PosRules& rules)
      : operations_(operations_of(threads)), rules_(rules) {}

  Chances chances() {
    State state;
    state.at.assign(operations_.size(), 0);
    state.draw.assign(operations_.size(), kNone);
    go_on(state, 1);
    return chances_;
  }

 private:
  static constexpr int kNone = -1;
  struct State {
    std::vector<std::size_t> at;  // by thread: the next operation
    std::vector<int> draw;        // by thread: which draw its priority is
    std::vector<int> ranking;     // draws, the lowest first
    int draws = 0;
    int made = 0;  // children
    int owner = kNone;
    std::string word;
  };

  [[nodiscard]] bool enabled(const State& state, std::size_t i) const {
    if (static_cast<int>(i) > state.made || state.at[i] == operations_[i].size()) return false;
    const Op& next = operations_[i][state.at[i]];
    if (next.kind == 'l') return state.owner == kNone;
    if (next.kind == 'j') {
      const auto joined = static_cast<std::size_t>(next.object);
      return state.at[joined] == operations_[joined].size();
    }
    return true;
  }

  // Draws for the first that needs it, and goes on with each rank that it may get.
  void go_on(const State& state, double chance) {
    std::vector<std::size_t> can;
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      if (enabled(state, i)) can.push_back(i);
    }
    if (can.empty()) {
      chances_[state.word] += chance;
      return;
    }
    for (const std::size_t i : can) {
      if (can.size() > 1 && state.draw[i] == kNone) return draw(state, i, chance);
    }
    const auto higher = [&](std::size_t a, std::size_t b) {
      return rank(state, state.draw[a]) < rank(state, state.draw[b]);
    };
    perform(state, *std::max_element(can.begin(), can.end(), higher), chance);
  }

  [[nodiscard]] static std::ptrdiff_t rank(const State& state, int draw) {
    return std::find(state.ranking.begin(), state.ranking.end(), draw) - state.ranking.begin();
  }

  void draw(const State& state, std::size_t i, double chance) {
    const std::size_t ranks = state.ranking.size() + 1;
    for (std::size_t at = 0; at < ranks; ++at) {
      State then = state;
      then.draw[i] = then.draws;
      then.ranking.insert(then.ranking.begin() + static_cast<std::ptrdiff_t>(at), then.draws++);
      go_on(then, chance / static_cast<double>(ranks));
    }
  }

  void perform(State state, std::size_t i, double chance) {
    const Op done = operations_[i][state.at[i]];
    for (std::size_t other = 0; other < operations_.size() && rules_.draw_again; ++other) {
      const bool pending =
          static_cast<int>(other) <= state.made && state.at[other] < operations_[other].size();
      if (other == i || !pending || !races(done, operations_[other][state.at[other]])) continue;
      if (rules_.disabled_again || enabled(state, other)) state.draw[other] = kNone;
    }
    state.draw[i] = kNone;
    ++state.at[i];
    if (done.kind == 's') ++state.made;
    if (done.kind == 'l') state.owner = static_cast<int>(i);
    if (done.kind == 'r' || done.kind == 'w' || done.kind == 'l') {
      state.word += static_cast<char>('0' + i);
    }
    if (state.at[i] < operations_[i].size() && operations_[i][state.at[i]].kind == 'u') {
      state.owner = kNone;
      ++state.at[i];
    }
    go_on(state, chance);
  }

  static bool races(const Op& a, const Op& b) {
    if (a.kind == 'l' && b.kind == 'l') return true;
    const bool accesses = (a.kind == 'r' || a.kind == 'w') && (b.kind == 'r' || b.kind == 'w');
    return accesses && a.object == b.object && !(a.kind == 'r' && b.kind == 'r');
  }

  const std::vector<std::vector<Op>> operations_;
  const PosRules rules_;
  Chances chances_;
};

}  // namespace

Chances pos_chances(const std::vector<std::string>& threads, const PosRules& rules) {
  return Reference(threads, rules).chances();
}

}  // namespace interleave::sim
