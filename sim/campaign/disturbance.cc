#include "sim/campaign/disturbance.h"

#include <algorithm>
#include <cstdlib>
#include <functional>

#include <malloc.h>

namespace interleave::sim {
namespace {

// What a thread's cache of the GNU C library holds: the last that was freed comes first.
constexpr std::size_t kStep = 16;
constexpr std::size_t kLargest = 1024;
constexpr std::size_t kBlocks = 7;

// Blocks of `size` and, between them, others that keep them from growing together.
void allocate(std::size_t size, std::vector<void*>& blocks, std::vector<void*>& between) {
  for (std::size_t i = 0; i < kBlocks; ++i) {
    blocks.push_back(std::malloc(size));
    between.push_back(std::malloc(size));
  }
}

}  // namespace

Disturbance::Disturbance(AddressOrder order, unsigned char garbage) {
  mallopt(M_PERTURB, garbage);
  std::vector<void*> blocks;
  blocks.reserve(2 * kBlocks);
  held_.reserve(kLargest / kStep * 3 * kBlocks);
  for (std::size_t size = kStep / 2; size <= kLargest; size += kStep) {
    // The first are what earlier runs have left; those stay held.
    allocate(size, held_, held_);
    blocks.clear();
    allocate(size, blocks, held_);
    if (order == AddressOrder::rising) {
      std::sort(blocks.begin(), blocks.end(), std::greater<>());
    } else {
      std::sort(blocks.begin(), blocks.end(), std::less<>());
    }
    for (void* block : blocks) std::free(block);
  }
}

Disturbance::~Disturbance() {
  for (void* block : held_) std::free(block);
  mallopt(M_PERTURB, 0);
}

}  // namespace interleave::sim
