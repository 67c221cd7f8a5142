#include "sim/engine/stack.h"

#include <functional>

#include <sys/mman.h>
#include <unistd.h>

#include "model/base/assert.h"

namespace interleave::sim {

Stack::Stack(std::size_t size) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  guard_size_ = page;
  size_ = (size + page - 1) / page * page;
  mapping_ = ::mmap(nullptr, guard_size_ + size_, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
  IL_ASSERT(mapping_ != MAP_FAILED, "no memory for the stack of a simulated thread");
  const bool guarded = ::mprotect(mapping_, guard_size_, PROT_NONE) == 0;
  IL_ASSERT(guarded, "the guard page of a stack cannot be made");
  bottom_ = static_cast<char*>(mapping_) + guard_size_;
}

Stack::~Stack() {
  ::munmap(mapping_, guard_size_ + size_);
}

bool Stack::guards(const void* address) const {
  return !std::less<>()(address, static_cast<const void*>(mapping_)) &&
         std::less<>()(address, static_cast<const void*>(bottom_));
}

}  // namespace interleave::sim
