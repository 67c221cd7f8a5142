// The system's polkit, asked over D-Bus.
#ifndef INTERLEAVE_DAEMON_LOGIN_POLKIT_H_
#define INTERLEAVE_DAEMON_LOGIN_POLKIT_H_

#include <string>

#include "model/seam/clock.h"
#include "model/seam/network.h"

namespace interleave::daemon {

struct PolkitAnswer {
  bool allowed = false;
  std::string why;  // when it is not: one line, for the log
};

// Whether a local peer may do what `action` names. It may block for as long as `patience`: polkit
// may ask a person. What the kernel said of the peer at its connection is what counts; a process
// whose number has been given to another one since is told apart by the time of its start.
PolkitAnswer ask_polkit(const PeerIdentity& peer, const char* action, Duration patience);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_POLKIT_H_
