#include "daemon/asio/handler_pool.h"

namespace interleave::daemon {

void HandlerPool::reserve(std::size_t blocks) {
  while (blocks_.size() < reserved_ + blocks) {
    free_.reserve(blocks_.size() + 1);
    blocks_.push_back(std::make_unique<Block>());
    free_.push_back(blocks_.back().get());
  }
  reserved_ += blocks;
}

void* HandlerPool::take() {
  if (free_.empty()) {
    // A wait that was cancelled keeps its block until its completion has been seen.
    reserve(1);
    unreserve(1);
  }
  void* block = free_.back();
  free_.pop_back();
  return block;
}

}  // namespace interleave::daemon
