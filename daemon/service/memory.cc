#include "daemon/service/memory.h"

#include <malloc.h>

namespace interleave::daemon {

void return_large_blocks() {
  // By itself glibc takes the first large block that is given back for a sign that there will be
  // more, and keeps those: one frame of 32 MiB then costs 86 MiB for good.
  constexpr int kLarge = 1024 * 1024;
  mallopt(M_MMAP_THRESHOLD, kLarge);
}

}  // namespace interleave::daemon
