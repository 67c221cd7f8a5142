// What an operator decides about authentication.
#ifndef INTERLEAVE_DAEMON_LOGIN_OPTIONS_H_
#define INTERLEAVE_DAEMON_LOGIN_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "model/seam/clock.h"

namespace interleave::daemon {

struct LoginOptions {
  // Names with wildcards; absent: everybody who authenticates.
  std::optional<std::vector<std::string>> allowed_names;
  // Bits that SASL's security layer is worth at least, on a connection over TCP without TLS.
  unsigned least_strength = 112;
  // How long polkit is waited for, which may ask a person.
  Duration patience = std::chrono::seconds(30);
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_OPTIONS_H_
