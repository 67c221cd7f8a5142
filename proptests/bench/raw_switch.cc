#include "proptests/bench/raw_switch.h"

#include <cstddef>
#include <memory>

#include <boost/context/detail/fcontext.hpp>

#include "proptests/bench/stopwatch.h"

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
  const bench::Stopwatch watch;
  for (std::uint64_t i = 0; i < count; i += 2) other = jump_fcontext(other, nullptr).fctx;
  return watch.seconds() * 1e9 / static_cast<double>(count);
}

}  // namespace interleave::sim
