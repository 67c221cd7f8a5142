// Where clients that have to authenticate are received.
#ifndef INTERLEAVE_DAEMON_LOGIN_DESK_H_
#define INTERLEAVE_DAEMON_LOGIN_DESK_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "daemon/core/log.h"
#include "daemon/core/program.h"
#include "daemon/login/authenticator.h"
#include "daemon/login/options.h"
#include "daemon/login/sasl.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

// Made by the process leader before any client comes, and ended after the last has gone.
class LoginDesk {
 public:
  // `threads` and `log` outlive it. SASL's library is started where it is needed.
  LoginDesk(Threads& threads, Log& log, LoginOptions options, bool needs_sasl)
      : threads_(threads), log_(log), options_(std::move(options)) {
    if (needs_sasl) sasl_.emplace(log);
  }

  // Why nobody can log in by SASL, if so.
  [[nodiscard]] std::optional<std::string> error() const {
    return sasl_ ? sasl_->error() : std::nullopt;
  }

  // The way in of a new client; null for one that has to show nothing. Any thread.
  [[nodiscard]] std::unique_ptr<Authenticator> receive(const ClientInfo& client) const {
    if (Authenticator::owed(client) == Login::none) return nullptr;
    return std::make_unique<Authenticator>(threads_, log_, options_, client);
  }

 private:
  // Constant.
  Threads& threads_;
  Log& log_;
  const LoginOptions options_;

  std::optional<SaslLibrary> sasl_;  // its own locks
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_DESK_H_
