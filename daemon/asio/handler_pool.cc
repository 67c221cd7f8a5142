#include "daemon/asio/handler_pool.h"

#include <algorithm>

namespace interleave::daemon {

void HandlerPool::reserve(std::size_t blocks) {
  while (blocks_.size() < reserved_ + blocks) grow();
  reserved_ += blocks;
}

void HandlerPool::grow() {
  // give_back must not fail: the list of free blocks has room for all that there are.
  if (free_.capacity() <= blocks_.size()) free_.reserve(std::max(2 * free_.capacity(), kFirst));
  blocks_.push_back(std::make_unique<Block>());
  free_.push_back(blocks_.back().get());
}

void* HandlerPool::take() {
  // A wait that was cancelled keeps its block until its completion has been seen, while its
  // source's promise is taken back at once.
  if (free_.empty()) grow();
  void* block = free_.back();
  free_.pop_back();
  return block;
}

}  // namespace interleave::daemon
