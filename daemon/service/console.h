// What interleaved prints for whoever has typed its command line, before it serves or instead.
#ifndef INTERLEAVE_DAEMON_SERVICE_CONSOLE_H_
#define INTERLEAVE_DAEMON_SERVICE_CONSOLE_H_

#include <string_view>

namespace interleave::daemon {

// "interleaved: ..." on standard error. Where that takes nothing, nobody is there to be told, and
// the exit status says it all.
void complain(std::string_view text);

// Text on standard output. The exit status: 0, or kCannotStart and a complaint when not all of it
// got there (a disk that is full).
[[nodiscard]] int answer(std::string_view text);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_CONSOLE_H_
