// What the status socket answers with.
#ifndef INTERLEAVE_DAEMON_STATUS_PAGE_H_
#define INTERLEAVE_DAEMON_STATUS_PAGE_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace interleave::daemon {

struct Page {
  std::string type;  // of its content, as HTTP names it
  std::string text;
};

// The page at a path, made anew for each request; nothing where there is none. Loop thread.
using Pages = std::function<std::optional<Page>(std::string_view path)>;

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_STATUS_PAGE_H_
