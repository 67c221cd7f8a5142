#include "daemon/core/wildcard.h"

#include <cstddef>

namespace interleave::daemon {

bool matches_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t from = 0;
  // The last star, and the text that is tried after what it stands for: if what follows does not
  // match there, the star stands for one byte more. Earlier stars never need to be tried again.
  std::size_t star = std::string_view::npos;
  std::size_t tried = 0;
  while (from < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      tried = from;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[from])) {
      ++at;
      ++from;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      from = ++tried;
    } else {
      return false;
    }
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

}  // namespace interleave::daemon
