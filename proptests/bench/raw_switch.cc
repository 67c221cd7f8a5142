#include "proptests/bench/raw_switch.h"

#include <chrono>
#include <cstddef>
#include <memory>

#include <boost/context/detail/fcontext.hpp>

namespace interleave::sim {

double raw_switch_nanoseconds(std::uint64_t count) {
  using boost::context::detail::jump_fcontext;
  using boost::context::detail::make_fcontext;
  using boost::context::detail::transfer_t;
  constexpr std::size_t kStack = 64 * 1024;
  const auto stack = std::make_unique<std::byte[]>(kStack);
  void* other = make_fcontext(stack.get() + kStack, kStack, [](transfer_t from) {
    for (;;) from = jump_fcontext(from.fctx, nullptr);
  });
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < count; i += 2) other = jump_fcontext(other, nullptr).fctx;
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
  return took.count() / static_cast<double>(count);
}

}  // namespace interleave::sim
