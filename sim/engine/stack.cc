#include "sim/engine/stack.h"

#include <functional>

#include <sys/mman.h>
#include <unistd.h>

#include "model/base/assert.h"

namespace interleave::sim {
namespace {

// What the kernel keeps free below a stack of its own. A page would not do: a function whose locals
// are larger may touch nothing in it.
constexpr std::size_t kGuardSize = 1024 * 1024;

}  // namespace

Stack::Stack(std::size_t size) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  size_ = (size + page - 1) / page * page;
  mapping_ = ::mmap(nullptr, kGuardSize + size_, PROT_NONE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
  IL_ASSERT(mapping_ != MAP_FAILED, "no memory for the stack of a simulated thread");
  bottom_ = static_cast<char*>(mapping_) + kGuardSize;
  const bool usable = ::mprotect(bottom_, size_, PROT_READ | PROT_WRITE) == 0;
  IL_ASSERT(usable, "no memory for the stack of a simulated thread");
}

Stack::~Stack() {
  ::munmap(mapping_, kGuardSize + size_);
}

bool Stack::guards(const void* address) const {
  return !std::less<>()(address, static_cast<const void*>(mapping_)) &&
         std::less<>()(address, static_cast<const void*>(bottom_));
}

}  // namespace interleave::sim
