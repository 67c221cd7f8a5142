// How a client shows who it is: SASL, or polkit.
#ifndef INTERLEAVE_DAEMON_LOGIN_AUTHENTICATOR_H_
#define INTERLEAVE_DAEMON_LOGIN_AUTHENTICATOR_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/core/log.h"
#include "daemon/core/program.h"
#include "daemon/login/options.h"
#include "daemon/login/sasl.h"
#include "model/locks/annotations.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

// One client's way in. Workers call it, and may block in it: no lock is held meanwhile. Of several
// that come at once, one gets on and the others are refused.
class Authenticator {
 public:
  // What a client has to do before it is served: what its socket asks for, and nothing of the
  // superuser where that is polkit.
  [[nodiscard]] static Login owed(const ClientInfo& client);

  // `threads` and `log` outlive it; the client owes something.
  Authenticator(Threads& threads, Log& log, std::shared_ptr<const LoginOptions> options,
                const ClientInfo& client);
  Authenticator(const Authenticator&) = delete;
  Authenticator& operator=(const Authenticator&) = delete;
  ~Authenticator();

  // What the client has to do. Constant.
  [[nodiscard]] Login method() const { return client_.login; }

  // What became of a step. Clients are told no more than this; the log says why.
  struct Answer {
    enum class Kind : std::uint8_t { more, done, failed };
    Kind kind = Kind::failed;
    std::optional<std::vector<std::byte>> data{};  // SASL's, for the client; absent is not empty
    std::unique_ptr<Admission> admission{};        // set exactly when it is done
    bool give_up = false;  // it has failed too often: the connection is to be closed
  };
  using Data = std::optional<std::span<const std::byte>>;

  // SASL's mechanisms, with commas between them; nothing where there is none to be had. A new
  // conversation begins.
  std::optional<std::string> mechanisms();
  Answer start(const std::string& mechanism, const Data& data);
  Answer step(const Data& data);

  // Asks polkit.
  Answer polkit();

 private:
  enum class Stage : std::uint8_t { idle, busy, done };

  // Claims the right to get on, which the caller ends by end.
  [[nodiscard]] bool begin(Login method);
  void end(Stage stage);
  Answer take_step(SaslConversation::Step step);
  Answer fail(std::string_view why);
  Answer admit(std::string_view who, TransportLayer layer);
  [[nodiscard]] bool needs_layer() const {
    return !client_.encrypted && !client_.peer.address.empty();
  }
  [[nodiscard]] bool is_allowed(std::string_view name) const;
  void tell(LogLevel level, std::string_view reason, std::string_view text);

  // Constant.
  Log& log_;
  const std::shared_ptr<const LoginOptions> options_;
  const ClientInfo client_;
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Guarded by the lock.
  Stage stage_ IL_GUARDED_BY(mutex_) = Stage::idle;

  // Whoever has the claim.
  std::shared_ptr<SaslConversation> conversation_;
  unsigned failures_ = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_AUTHENTICATOR_H_
