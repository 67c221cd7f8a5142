#include "sim/engine/object_pool.h"

#include <new>

#include "sim/engine/sanitizers.h"

namespace interleave::sim {

void* ObjectPool::allocate(std::size_t size) {
  const std::size_t size_class = (size + sizeof(Header) + kUnit - 1) / kUnit;
  if (sanitizers::kAsan || sanitizers::kTsan || size_class >= kClasses) {
    return new (::operator new(sizeof(Header) + size)) Header{nullptr, 0} + 1;
  }
  FreeNode*& head = free_[size_class];
  void* memory = head;
  if (memory != nullptr) {
    head = head->next;
  } else {
    memory = cut(size_class * kUnit);
  }
  return new (memory) Header{this, size_class} + 1;
}

void ObjectPool::release(void* memory) noexcept {
  Header* header = static_cast<Header*>(memory) - 1;
  ObjectPool* pool = header->pool;
  if (pool == nullptr) {
    ::operator delete(header);
    return;
  }
  FreeNode*& head = pool->free_[header->size_class];
  head = new (header) FreeNode{head};
}

void* ObjectPool::cut(std::size_t bytes) {
  if (left_ < bytes) {
    chunks_.push_back(std::make_unique<std::byte[]>(kChunk));
    left_ = kChunk;
  }
  std::byte* memory = chunks_.back().get() + (kChunk - left_);
  left_ -= bytes;
  return memory;
}

}  // namespace interleave::sim
