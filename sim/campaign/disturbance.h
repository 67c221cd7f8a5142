// Makes the memory of a process another one: what depends on it comes out otherwise.
#ifndef INTERLEAVE_SIM_CAMPAIGN_DISTURBANCE_H_
#define INTERLEAVE_SIM_CAMPAIGN_DISTURBANCE_H_

#include <cstddef>
#include <vector>

namespace interleave::sim {

// In which order the next small blocks of one size that the heap hands out lie in memory.
enum class AddressOrder { rising, falling };

// While it lives, the heap is arranged: the first blocks of each small size come in `order` and
// from places that nobody has used before, and fresh memory is full of `garbage`. The arrangement
// is the GNU C library's malloc's; other allocators (the sanitizers') keep their own ways. For the
// whole process, on one thread; slow (about a millisecond).
class Disturbance {
 public:
  Disturbance(AddressOrder order, unsigned char garbage);
  Disturbance(const Disturbance&) = delete;
  Disturbance& operator=(const Disturbance&) = delete;
  ~Disturbance();

 private:
  std::vector<void*> held_;  // between the free blocks: they stay apart
};

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_CAMPAIGN_DISTURBANCE_H_
