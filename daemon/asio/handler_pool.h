// Memory for Asio's pending operations: blocks that are used again, so that arming a wait costs no
// allocation. Internal to daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_HANDLER_POOL_H_
#define INTERLEAVE_DAEMON_ASIO_HANDLER_POOL_H_

#include <cstddef>
#include <memory>
#include <new>
#include <vector>

namespace interleave::daemon {

// One thread at a time.
class HandlerPool {
 public:
  // Enough for a wait operation of Boost 1.81 with this folder's handlers.
  static constexpr std::size_t kBlockBytes = 128;

  // Makes room for `blocks` more that will be in use at once. Throws std::bad_alloc.
  void reserve(std::size_t blocks);
  // Takes back what a reserve has promised.
  void unreserve(std::size_t blocks) { reserved_ -= blocks; }

  // Within what is reserved, and while no block is kept by a cancelled operation, this does not
  // fail; otherwise it may throw std::bad_alloc.
  void* take();
  void give_back(void* block) noexcept { free_.push_back(block); }

 private:
  struct alignas(std::max_align_t) Block {
    std::byte bytes[kBlockBytes];
  };

  static constexpr std::size_t kFirst = 64;

  void grow();

  std::size_t reserved_ = 0;
  std::vector<std::unique_ptr<Block>> blocks_;
  std::vector<void*> free_;  // has capacity for all blocks
};

// The allocator that Asio asks a handler for.
template <class T>
class PoolAllocator {
 public:
  using value_type = T;

  explicit PoolAllocator(HandlerPool& pool) : pool_(&pool) {}
  template <class U>
  PoolAllocator(const PoolAllocator<U>& other)  // NOLINT: allocators convert
      : pool_(other.pool_) {}

  T* allocate(std::size_t count) {
    static_assert(alignof(T) <= alignof(std::max_align_t));
    if (!fits(count)) return static_cast<T*>(::operator new(count * sizeof(T)));
    return static_cast<T*>(pool_->take());
  }
  void deallocate(T* memory, std::size_t count) {
    if (!fits(count)) {
      ::operator delete(memory);
    } else {
      pool_->give_back(memory);
    }
  }

  template <class U>
  bool operator==(const PoolAllocator<U>& other) const {
    return pool_ == other.pool_;
  }

 private:
  template <class U>
  friend class PoolAllocator;

  static constexpr bool fits(std::size_t count) {
    return count * sizeof(T) <= HandlerPool::kBlockBytes;
  }

  HandlerPool* pool_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_HANDLER_POOL_H_
