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
// may ask a person. What the kernel said of the peer at its connection is what counts: polkit
// refuses when the process of that number is another user's by now. Polkit answers root and the
// user whom the action's policy names as its owner (daemon/install/interleaved.policy), and nobody
// else.
PolkitAnswer ask_polkit(const PeerIdentity& peer, const char* action, Duration patience);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_POLKIT_H_
