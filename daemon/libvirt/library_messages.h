// What the library complains of, in the daemon's log.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_LIBRARY_MESSAGES_H_
#define INTERLEAVE_DAEMON_LIBVIRT_LIBRARY_MESSAGES_H_

#include "daemon/core/log.h"

namespace interleave::daemon {

// Each error of the library is a line of source "libvirt", on the thread that made the call, with
// the level that the library gives it. That an object is not there, or not in the state that a
// client has thought, is a client's matter: a debugging line, as in libvirtd. What the library's
// reader of XML writes to standard error past all that is dropped.
//
// One object at a time, made by the process leader after the library was prepared and before it
// starts threads.
class LibraryMessages {
 public:
  // `log` outlives the object.
  explicit LibraryMessages(Log& log);
  LibraryMessages(const LibraryMessages&) = delete;
  LibraryMessages& operator=(const LibraryMessages&) = delete;
  // Nobody calls the library any more. Errors go nowhere from here on.
  ~LibraryMessages();
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_LIBRARY_MESSAGES_H_
