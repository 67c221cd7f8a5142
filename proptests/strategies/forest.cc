#include "proptests/strategies/forest.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include "sim/world/shared.h"

namespace interleave::sim {
namespace {

bool makes_thread(char action) {
  return action >= '0' && action <= '9';
}
std::size_t index_of(char action) {
  return static_cast<std::size_t>(action - '0');
}

void run_thread(SimWorld& world, const Forest& forest, std::size_t index, Shared<int>& shared) {
  Shared<int> own(world, {"own"});
  std::vector<std::unique_ptr<Thread>> children;
  for (const char action : forest[index]) {
    if (makes_thread(action)) {
      const std::size_t child = index_of(action);
      children.push_back(
          spawn(world, {"thread", static_cast<std::uint32_t>(child)},
                [&world, &forest, child, &shared] { run_thread(world, forest, child, shared); }));
    } else {
      (action == 'x' ? shared : own).store(1);
    }
  }
  for (const auto& child : children) child->join();
}

// Follows a run: which thread has which index, and how far each has come.
class Teller {
 public:
  Teller(const Forest& forest, Told told) : forest_(forest), told_(told) {}

  char operator()(std::uint32_t thread, const PendingOperation& operation) {
    if (operation.kind == OperationKind::join) return '\0';
    if (operation.kind == OperationKind::start && thread == 1) begin();
    const std::size_t index = index_[thread - 1];
    const auto letter = static_cast<char>('0' + index);
    if (operation.kind == OperationKind::start) return told_ == Told::everything ? letter : '\0';
    const char action = forest_[index][at_[index]++];
    if (makes_thread(action)) index_.push_back(index_of(action));
    return told_ == Told::everything || action == 'x' ? letter : '\0';
  }

 private:
  void begin() {
    index_ = {0};
    at_.assign(forest_.size(), 0);
  }

  Forest forest_;
  Told told_;
  std::vector<std::size_t> index_;  // by thread, from the root
  std::vector<std::size_t> at_;     // by index
};

// All ways to go on from where the threads have come to; -1: not made, 0: not started.
void extend(const Forest& forest, Told told, std::vector<int> at, const std::string& word,
            std::set<std::string>& words) {
  bool over = true;
  for (std::size_t i = 0; i < forest.size(); ++i) {
    if (at[i] < 0 || at[i] > static_cast<int>(forest[i].size())) continue;
    over = false;
    std::vector<int> then = at;
    ++then[i];
    bool tells = told == Told::everything;
    if (at[i] > 0) {
      const char action = forest[i][static_cast<std::size_t>(at[i]) - 1];
      if (makes_thread(action)) then[index_of(action)] = 0;
      tells = tells || action == 'x';
    }
    extend(forest, told, std::move(then), tells ? word + static_cast<char>('0' + i) : word, words);
  }
  if (over) words.insert(word);
}

}  // namespace

Program program_of(const Forest& forest) {
  return Program([forest](SimWorld& world) {
    Shared<int> shared(world, {"shared"});
    run_thread(world, forest, 0, shared);
  });
}

Letter letters_of(const Forest& forest, Told told) {
  return Teller(forest, told);
}

Chances all_words(const Forest& forest, Told told) {
  std::vector<int> at(forest.size(), -1);
  at[0] = 0;
  std::set<std::string> words;
  extend(forest, told, std::move(at), "", words);
  Chances chances;
  for (const std::string& word : words) chances[word] = 1.0 / static_cast<double>(words.size());
  return chances;
}

}  // namespace interleave::sim
