#include "daemon/service/console.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include <fmt/format.h>

#include "daemon/service/exit_status.h"

namespace interleave::daemon {
namespace {

// Unlike fmt::print it does not throw.
bool put(std::FILE* to, std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), to) == text.size() && std::fflush(to) == 0;
}

}  // namespace

void complain(std::string_view text) {
  put(stderr, fmt::format("interleaved: {}\n", text));
}

int answer(std::string_view text) {
  if (put(stdout, text)) return 0;
  complain(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
  return kCannotStart;
}

}  // namespace interleave::daemon
