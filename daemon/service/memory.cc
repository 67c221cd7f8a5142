#include "daemon/service/memory.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string_view>

#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

namespace interleave::daemon {
namespace {

constexpr Duration kAskEvery = std::chrono::milliseconds(20);

// The number that `text` begins with, and what is left of it.
std::size_t take_number(std::string_view& text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  return number;
}

}  // namespace

void return_large_blocks() {
  // By itself glibc takes the first large block that is given back for a sign that there will be
  // more, and keeps those: one frame of 32 MiB then costs 86 MiB for good.
  constexpr int kLarge = 1024 * 1024;
  mallopt(M_MMAP_THRESHOLD, kLarge);
}

ResidentMemory::ResidentMemory(Clock& clock)
    : clock_(clock),
      statm_(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC)),
      page_bytes_(static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))) {}

ResidentMemory::~ResidentMemory() {
  if (statm_ >= 0) ::close(statm_);
}

std::size_t ResidentMemory::used() {
  const Instant now = clock_.now();
  if (now >= ask_at_) {
    used_ = ask();
    ask_at_ = later(now, kAskEvery);
  }
  return used_;
}

void ResidentMemory::give_back() {
  ::malloc_trim(0);
  ask_at_ = Instant::min();
}

// proc(5): in pages, all that is mapped, what of it is resident, and what of that files are behind.
std::size_t ResidentMemory::ask() const {
  std::array<char, 128> line{};
  const ssize_t bytes = statm_ < 0 ? 0 : ::pread(statm_, line.data(), line.size(), 0);
  if (bytes <= 0) return 0;
  std::string_view text(line.data(), static_cast<std::size_t>(bytes));
  take_number(text);
  const std::size_t resident = take_number(text);
  const std::size_t of_files = take_number(text);
  return (resident - std::min(resident, of_files)) * page_bytes_;
}

}  // namespace interleave::daemon
