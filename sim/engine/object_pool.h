// Memory for the simulator's own objects: mutexes, threads, streams.
#ifndef INTERLEAVE_SIM_ENGINE_OBJECT_POOL_H_
#define INTERLEAVE_SIM_ENGINE_OBJECT_POOL_H_

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace interleave::sim {

// Free lists by size. Objects of an abandoned run stay allocated until the pool goes. Under ASan
// and TSan the pool hands out memory of the system's allocator, so that they see each object's
// life.
class ObjectPool {
 public:
  ObjectPool() = default;
  ObjectPool(const ObjectPool&) = delete;
  ObjectPool& operator=(const ObjectPool&) = delete;

  // Never fails (but by std::bad_alloc); aligned for every ordinary type.
  void* allocate(std::size_t size);
  // Gives back what some pool has allocated.
  static void release(void* memory) noexcept;

 private:
  static constexpr std::size_t kUnit = 64;
  static constexpr std::size_t kClasses = 128;  // up to 8 KiB; larger ones are the system's
  static constexpr std::size_t kChunk = 64 * 1024;

  // Stands before each piece of memory.
  struct alignas(std::max_align_t) Header {
    ObjectPool* pool;  // null: the system's
    std::size_t size_class;
  };
  struct FreeNode {
    FreeNode* next;
  };

  void* cut(std::size_t bytes);

  std::array<FreeNode*, kClasses> free_{};
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::size_t left_ = 0;  // bytes of the last chunk
};

// A base for classes that are made with `new (pool) T` and destroyed with `delete`, by unique_ptr.
class Pooled {
 public:
  static void* operator new(std::size_t size, ObjectPool& pool) { return pool.allocate(size); }
  static void operator delete(void* memory) noexcept { ObjectPool::release(memory); }
  static void operator delete(void* memory, ObjectPool&) noexcept { ObjectPool::release(memory); }
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_ENGINE_OBJECT_POOL_H_
