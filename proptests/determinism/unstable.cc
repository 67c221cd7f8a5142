#include "proptests/determinism/unstable.h"

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <set>
#include <unordered_map>
#include <vector>

#include "model/seam/threads.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {
namespace {

// Something on the heap that can be used in an order.
class Part {
 public:
  Part(sim::SimWorld& world, std::uint32_t number)
      : mutex_(world.threads().make_mutex({"part", number}, Rank::unranked)) {}
  void use() const {
    mutex_->lock();
    mutex_->unlock();
  }

 private:
  std::unique_ptr<Mutex> mutex_;
};

std::vector<std::unique_ptr<Part>> make_parts(sim::SimWorld& world, std::uint32_t count = 6) {
  std::vector<std::unique_ptr<Part>> parts;
  for (std::uint32_t i = 1; i <= count; ++i) parts.push_back(std::make_unique<Part>(world, i));
  return parts;
}

void use_times(sim::SimWorld& world, std::size_t times) {
  const Part part(world, 1);
  for (std::size_t i = 0; i < times; ++i) part.use();
}

void address_order(sim::SimWorld& world) {
  const auto parts = make_parts(world);
  std::set<const Part*> ordered;
  for (const auto& part : parts) ordered.insert(part.get());
  for (const Part* part : ordered) part->use();
}

void hash_order(sim::SimWorld& world) {
  // The order shows the addresses only where parts share a bucket: of this many some always do.
  const auto parts = make_parts(world, 24);
  std::unordered_map<const Part*, int> table;
  for (const auto& part : parts) table.emplace(part.get(), 0);
  for (const auto& [part, value] : table) part->use();
}

// What memory holds that nobody has written, so that the compiler does not know.
std::size_t read_memory(const void* memory) {
  __asm__ volatile("" : : "r"(memory) : "memory");
  return *static_cast<const volatile unsigned char*>(memory) % 16;
}

void fresh_heap(sim::SimWorld& world) {
  constexpr std::size_t kSize = 72;
  void* memory = std::malloc(kSize);
  if (memory == nullptr) return;
  const std::size_t times = read_memory(static_cast<const char*>(memory) + kSize / 2);
  std::free(memory);
  use_times(world, times);
}

// Deeper than what the run has used of the stack so far.
__attribute__((noinline)) std::size_t read_stack() {
  unsigned char memory[16 * 1024];
  return read_memory(&memory[256]);
}

void fresh_stack(sim::SimWorld& world) {
  use_times(world, read_stack());
}

void survivor(sim::SimWorld& world) {
  static std::size_t runs = 0;
  use_times(world, ++runs % 16);
}

void clock(sim::SimWorld& world) {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  use_times(world, static_cast<std::size_t>(now.count()) % 16);
}

void stable(sim::SimWorld& world) {
  const auto parts = make_parts(world);
  for (const auto& part : parts) part->use();
  use_times(world, world.draw(16, "times"));
}

constexpr Unstable::Way kWays[] = {
    {"address-order", "uses things in the order of their addresses", address_order},
    {"hash-order", "uses things in the order of their addresses' hashes", hash_order},
    {"fresh-heap", "reads memory of the heap that it has not written", fresh_heap},
    {"fresh-stack", "reads memory of the stack that it has not written", fresh_stack},
    {"survivor", "counts its runs", survivor},
};
constexpr Unstable::Way kClock = {"clock", "does what the clock says", clock};
constexpr Unstable::Way kStable = {"stable", "does what is decided", stable};

}  // namespace

std::span<const Unstable::Way> unstable_ways() {
  return kWays;
}
const Unstable::Way& clock_way() {
  return kClock;
}
const Unstable::Way& stable_way() {
  return kStable;
}

}  // namespace interleave::proptests
