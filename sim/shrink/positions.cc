#include "sim/shrink/positions.h"

#include <string_view>

#include "sim/engine/hash.h"

namespace interleave::sim {
namespace {

std::uint64_t question_of(DecisionKind kind, const char* site) {
  auto hash = static_cast<std::uint64_t>(kind);
  for (const char c : std::string_view(site)) hash = fold(hash, static_cast<unsigned char>(c));
  return hash;
}

}  // namespace

void Positions::begin_run() {
  count_ = 0;
  current_ = 0;
}

void Positions::thread_made(std::uint32_t number, std::uint64_t key) {
  if (number >= threads_.size()) threads_.resize(number + 1);
  count_ = number;
  ThreadPlace& thread = threads_[number];
  thread.key = key;
  thread.points = 0;
  thread.asked.clear();
}

std::uint32_t Positions::number(std::uint64_t key) const {
  for (std::uint32_t i = 1; i <= count_; ++i) {
    if (threads_[i].key == key) return i;
  }
  return 0;
}

Place Positions::ask(DecisionKind kind, const char* site) {
  ThreadPlace& thread = threads_[current_];
  const std::uint64_t question = question_of(kind, site);
  // Once at each point: its number says more than how often it was asked before.
  if (kind == DecisionKind::time) return {thread.key, question, thread.points};
  for (auto& [known, times] : thread.asked) {
    if (known == question) return {thread.key, question, ++times};
  }
  thread.asked.emplace_back(question, 1);
  return {thread.key, question, 1};
}

}  // namespace interleave::sim
