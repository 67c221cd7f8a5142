// Text that the protocol sends as one word for each character.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_WORDS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_WORDS_H_

#include <cstring>

namespace interleave::daemon {

// The characters of `text` with its terminating zero.
template <class List>
List words_of(const char* text) {
  List words;
  words.assign(text, text + std::strlen(text) + 1);
  return words;
}

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_WORDS_H_
