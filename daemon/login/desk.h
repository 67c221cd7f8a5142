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
#include "model/locks/annotations.h"
#include "model/locks/guards.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

// Made by the process leader before any client comes, and ended after the last has gone.
class LoginDesk {
 public:
  // `threads` and `log` outlive it. SASL's library is started where it is needed.
  LoginDesk(Threads& threads, Log& log, LoginOptions options, bool needs_sasl)
      : threads_(threads),
        log_(log),
        owned_mutex_(threads.make_mutex(Name{"logins"}, Rank::driver)),
        mutex_(*owned_mutex_),
        options_(std::make_shared<const LoginOptions>(std::move(options))) {
    if (needs_sasl) sasl_.emplace(log);
  }

  // Why nobody can log in by SASL, if so.
  [[nodiscard]] std::optional<std::string> error() const {
    return sasl_ ? sasl_->error() : std::nullopt;
  }

  // For clients that come from now on; those that are there keep what they came under. Any thread.
  void change(LoginOptions options) {
    auto next = std::make_shared<const LoginOptions>(std::move(options));
    DriverLock lock(mutex_);
    // What was there ends with the lock dropped, or with the last client that came under it.
    std::swap(options_, next);
  }

  // The way in of a new client; null for one that has to show nothing. Any thread.
  [[nodiscard]] std::unique_ptr<Authenticator> receive(const ClientInfo& client) const {
    if (Authenticator::owed(client) == Login::none) return nullptr;
    return std::make_unique<Authenticator>(threads_, log_, options(), client);
  }

 private:
  [[nodiscard]] std::shared_ptr<const LoginOptions> options() const {
    DriverLock lock(mutex_);
    return options_;
  }

  // Constant.
  Threads& threads_;
  Log& log_;
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Guarded by the lock.
  std::shared_ptr<const LoginOptions> options_ IL_GUARDED_BY(mutex_);

  std::optional<SaslLibrary> sasl_;  // its own locks
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_DESK_H_
