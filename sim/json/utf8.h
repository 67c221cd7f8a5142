// Text that others are to read as UTF-8 (RFC 3629).
#ifndef INTERLEAVE_SIM_JSON_UTF8_H_
#define INTERLEAVE_SIM_JSON_UTF8_H_

#include <cstddef>
#include <string_view>

namespace interleave::sim {

// U+FFFD, in the place of what cannot be shown.
inline constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// The length of the UTF-8 sequence at the front of `text`, which is not empty; 0 where there is
// none.
std::size_t utf8_length(std::string_view text);

}  // namespace interleave::sim

#endif  // INTERLEAVE_SIM_JSON_UTF8_H_
