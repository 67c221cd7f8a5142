#include "sim/engine/context.h"

#include <cstdint>

#if defined(__x86_64__) && !defined(INTERLEAVE_ASAN) && !defined(INTERLEAVE_TSAN)

// The registers that a called function keeps (System V ABI), then the address to return to.
struct SavedRegisters {
  void* r15;
  void* r14;
  void* r13;
  void* r12;
  void* rbx;
  void* rbp;
  void (*return_address)();
};

extern "C" {
void* interleave_switch_context(void** left, void* next, void* argument);
void interleave_begin_context();
}

// A new context finds the function that it begins with in r12. Debuggers and unwinders are told
// that there is no frame above its first.
asm(R"(
  .text
  .p2align 4
  .type interleave_switch_context, @function
interleave_switch_context:
  .cfi_startproc
  pushq %rbp
  .cfi_adjust_cfa_offset 8
  .cfi_rel_offset %rbp, 0
  pushq %rbx
  .cfi_adjust_cfa_offset 8
  pushq %r12
  .cfi_adjust_cfa_offset 8
  pushq %r13
  .cfi_adjust_cfa_offset 8
  pushq %r14
  .cfi_adjust_cfa_offset 8
  pushq %r15
  .cfi_adjust_cfa_offset 8
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  movq %rdx, %rax
  ret
  .cfi_endproc
  .size interleave_switch_context, .-interleave_switch_context

  .p2align 4
  .type interleave_begin_context, @function
interleave_begin_context:
  .cfi_startproc
  .cfi_undefined %rip
  movq %rax, %rdi
  call *%r12
  ud2
  .cfi_endproc
  .size interleave_begin_context, .-interleave_begin_context
)");

namespace interleave::sim::context {

Context make(void* top, std::size_t) {
  // Where the trampoline calls, the stack is aligned to 16 bytes, as every call wants it.
  const auto aligned = reinterpret_cast<std::uintptr_t>(top) & ~std::uintptr_t{15};
  auto* saved = reinterpret_cast<SavedRegisters*>(aligned - 16) - 1;
  *saved = {.r15 = nullptr,
            .r14 = nullptr,
            .r13 = nullptr,
            .r12 = reinterpret_cast<void*>(begin),
            .rbx = nullptr,
            .rbp = nullptr,
            .return_address = interleave_begin_context};
  return saved;
}

void* switch_to(Context& left, Context next, void* argument) {
  return interleave_switch_context(&left, next, argument);
}

}  // namespace interleave::sim::context

#else

#include <boost/context/detail/fcontext.hpp>

namespace interleave::sim::context {
namespace {

using boost::context::detail::jump_fcontext;
using boost::context::detail::make_fcontext;
using boost::context::detail::transfer_t;

// What a switch hands over: only the other side learns where the first one has stopped.
struct Passed {
  Context* left;
  void* argument;
};

void* arrive(const transfer_t& from) {
  const auto* passed = static_cast<Passed*>(from.data);
  *passed->left = from.fctx;
  return passed->argument;
}

}  // namespace

Context make(void* top, std::size_t size) {
  return make_fcontext(top, size, [](transfer_t from) { begin(arrive(from)); });
}

void* switch_to(Context& left, Context next, void* argument) {
  Passed passed{.left = &left, .argument = argument};
  return arrive(jump_fcontext(next, &passed));
}

}  // namespace interleave::sim::context

#endif
