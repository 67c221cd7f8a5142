// Asks a daemon that runs for one of its pages: what `interleaved --status` does.
#ifndef INTERLEAVE_DAEMON_ASIO_STATUS_QUERY_H_
#define INTERLEAVE_DAEMON_ASIO_STATUS_QUERY_H_

#include <optional>
#include <string>
#include <string_view>

namespace interleave::daemon {

struct StatusAnswer {
  std::optional<std::string> text;  // the page
  std::string reason;               // why there is none, in one line
};

// Fetches `path` from the status socket at `socket`. Blocks until the answer is there, or nothing
// has come for ten seconds.
StatusAnswer ask_status(const std::string& socket, std::string_view path);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_STATUS_QUERY_H_
