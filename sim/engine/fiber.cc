// The traps of this file:
// - Between __tsan_switch_to_fiber and the jump nothing instrumented may run: it would be billed to
//   the other fiber. This file is never instrumented for TSan, and the two stand side by side.
// - The flag no_sync is what makes TSan useful: with the default each switch orders everything
//   before it with everything after it, and no race is ever found.
// - A jump saves neither the C++ runtime's exception state nor ASan's view of the stack.
#include "sim/engine/fiber.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include <cxxabi.h>

#include "model/base/assert.h"
#include "sim/engine/context.h"
#include "sim/engine/sanitizers.h"

namespace interleave::sim {
namespace {

constexpr unsigned kNoSync = 1;

#if defined(INTERLEAVE_ASAN)
// What an abandoned stack points to is leaked on purpose. LeakSanitizer does not look into stacks
// that it does not know, but into the heap: a copy of the stack's words keeps it from complaining.
__attribute__((no_sanitize("address"))) void leak_what_it_points_to(const void* from,
                                                                    std::size_t size) {
  auto* copy = static_cast<char*>(std::malloc(size));
  if (copy == nullptr) return;
  const auto* words = static_cast<const volatile char*>(from);
  for (std::size_t i = 0; i < size; ++i) copy[i] = words[i];
  sanitizers::leaked(copy);
}
#endif

}  // namespace

Fiber::Fiber(FiberPool& pool) : pool_(pool) {
#if defined(INTERLEAVE_TSAN)
  tsan_fiber_ = __tsan_get_current_fiber();
#endif
}

Fiber::Fiber(FiberPool& pool, std::size_t stack_size) : pool_(pool) {
  stack_.emplace(stack_size);
  asan_bottom_ = stack_->bottom();
  asan_size_ = stack_->size();
#if defined(INTERLEAVE_TSAN)
  tsan_fiber_ = __tsan_create_fiber(0);
#endif
  make_context();
}

Fiber::~Fiber() {
#if defined(INTERLEAVE_ASAN)
  if (stack_) __asan_unpoison_memory_region(stack_->bottom(), stack_->size());
#endif
#if defined(INTERLEAVE_TSAN)
  if (stack_) __tsan_destroy_fiber(tsan_fiber_);
#endif
}

void Fiber::make_context() {
  context_ = context::make(stack_->top(), stack_->size());
}

void Fiber::begin(Fiber& from) {
  Fiber& self = *from.next_;
  self.arrived();
  self.pool_.entry_(self.pool_.argument_, self);
  IL_ASSERT(false, "a fiber's entry function has returned");
}

void context::begin(void* from) {
  Fiber::begin(*static_cast<Fiber*>(from));
}

void Fiber::switch_to(Fiber& next) {
  next_ = &next;
  exceptions_ = *pool_.exceptions_;
#if defined(INTERLEAVE_ASAN)
  __sanitizer_start_switch_fiber(&fake_stack_, next.asan_bottom_, next.asan_size_);
#endif
#if defined(INTERLEAVE_TSAN)
  __tsan_switch_to_fiber(next.tsan_fiber_, pool_.tsan_switch_);
#endif
  context::switch_to(context_, next.context_, this);
  arrived();
}

void Fiber::arrived() {
#if defined(INTERLEAVE_ASAN)
  // The driver's stack is the OS thread's: only ASan knows where it is, and tells whoever comes
  // from there first.
  Fiber& driver = pool_.driver();
  const bool from_driver = this != &driver && driver.next_ == this && driver.asan_size_ == 0;
  __sanitizer_finish_switch_fiber(fake_stack_, from_driver ? &driver.asan_bottom_ : nullptr,
                                  from_driver ? &driver.asan_size_ : nullptr);
#endif
  *pool_.exceptions_ = exceptions_;
}

void Fiber::forget_frames() {
#if defined(INTERLEAVE_ASAN)
  const auto used =
      static_cast<std::size_t>(static_cast<char*>(stack_->top()) - static_cast<char*>(context_));
  leak_what_it_points_to(context_, used);
  __asan_unpoison_memory_region(stack_->bottom(), stack_->size());
#endif
#if defined(INTERLEAVE_TSAN)
  // What it has done happens before whatever the driver does next.
  void* self = __tsan_get_current_fiber();
  __tsan_switch_to_fiber(tsan_fiber_, kNoSync);
  __tsan_release(this);
  __tsan_switch_to_fiber(self, kNoSync);
  __tsan_acquire(this);
  __tsan_destroy_fiber(tsan_fiber_);
  tsan_fiber_ = __tsan_create_fiber(0);
#endif
  exceptions_ = {};
  make_context();
}

FiberPool::FiberPool(std::size_t stack_size, bool switches_order, Entry entry, void* argument)
    : stack_size_(stack_size),
      tsan_switch_(switches_order ? 0 : kNoSync),
      entry_(entry),
      argument_(argument) {}

FiberPool::~FiberPool() = default;

Fiber& FiberPool::enter() {
  if (!driver_) {
    driver_.reset(new Fiber(*this));
    exceptions_ = reinterpret_cast<ExceptionState*>(abi::__cxa_get_globals());
  }
  return *driver_;
}

Fiber& FiberPool::take() {
  if (free_.empty()) {
    sanitizers::IgnoreRaces ignore;
    all_.emplace_back(new Fiber(*this, stack_size_));
    free_.reserve(all_.size());
    return *all_.back();
  }
  Fiber& fiber = *free_.back();
  free_.pop_back();
  return fiber;
}

void FiberPool::give_back(Fiber& fiber) {
  free_.push_back(&fiber);
}

void FiberPool::abandon(Fiber& fiber) {
  fiber.forget_frames();
  give_back(fiber);
}

void FiberPool::fill_stacks(unsigned char garbage) {
  if constexpr (sanitizers::kAsan) return;
  // What a processor's calling convention lets a function use below its frame, and how deep
  // programs commonly go.
  constexpr std::size_t kRedZone = 256;
  constexpr std::size_t kDepth = 32 * 1024;
  for (const Fiber* fiber : free_) {
    auto* const bottom = static_cast<unsigned char*>(fiber->stack()->bottom());
    auto* const used = static_cast<unsigned char*>(fiber->context_);
    const auto room = static_cast<std::size_t>(used - bottom);
    if (room <= kRedZone) continue;
    const std::size_t size = std::min(room - kRedZone, kDepth);
    std::memset(used - kRedZone - size, garbage, size);
  }
}

}  // namespace interleave::sim
