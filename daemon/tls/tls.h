// TLS for the doors that have it.
#ifndef INTERLEAVE_DAEMON_TLS_TLS_H_
#define INTERLEAVE_DAEMON_TLS_TLS_H_

#include <memory>
#include <optional>
#include <string>

#include "daemon/core/transport.h"
#include "daemon/tls/credentials.h"
#include "model/locks/guards.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

// What new connections take their credentials from; those that are there keep the ones that they
// began with.
class Tls {
 public:
  // `threads` outlives it.
  explicit Tls(Threads& threads)
      : owned_mutex_(threads.make_mutex(Name{"tls"}, Rank::driver)), mutex_(*owned_mutex_) {}

  // Reads the files. Where that fails nothing changes, and one line says why. Any thread but the
  // loop's, since it may block; without a lock of the daemon's.
  [[nodiscard]] std::optional<std::string> reload(const TlsOptions& options);

  // For doors; after a reload that has succeeded. This object outlives them.
  [[nodiscard]] TransportFactory transports();

 private:
  // Constant.
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Guarded by the lock.
  std::shared_ptr<const TlsCredentials> credentials_ IL_GUARDED_BY(mutex_);
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_TLS_TLS_H_
