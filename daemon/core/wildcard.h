// Names that operators allow, with wildcards.
#ifndef INTERLEAVE_DAEMON_CORE_WILDCARD_H_
#define INTERLEAVE_DAEMON_CORE_WILDCARD_H_

#include <string_view>

namespace interleave::daemon {

// Whether `pattern` is all of `text`: * stands for any number of bytes, ? for one, and nothing else
// for anything but itself. Takes time in proportion to both lengths multiplied, at most.
bool matches_wildcard(std::string_view pattern, std::string_view text);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_WILDCARD_H_
