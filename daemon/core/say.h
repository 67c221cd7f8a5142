// Lines of the log with numbers and names in them.
#ifndef INTERLEAVE_DAEMON_CORE_SAY_H_
#define INTERLEAVE_DAEMON_CORE_SAY_H_

#include <new>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "daemon/core/log.h"

namespace interleave::daemon {

// Composes the text of `line`, which has none yet, and writes it; nothing is composed where the
// line would not be kept. Does not fail: a line for which there is no memory is lost.
template <class... Args>
void say(Log& log, LogLine line, fmt::format_string<const Args&...> text,
         const Args&... args) noexcept {
  if (!log.enabled(line.level, line.source)) return;
  try {
    fmt::memory_buffer buffer;
    fmt::format_to(std::back_inserter(buffer), text, args...);
    line.text = std::string_view(buffer.data(), buffer.size());
    log.write(line);
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_SAY_H_
