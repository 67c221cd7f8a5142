#include "daemon/tls/tls.h"

#include <utility>

#include "daemon/tls/transport.h"

namespace interleave::daemon {

std::optional<std::string> Tls::reload(const TlsOptions& options) {
  LoadedCredentials loaded = load_credentials(options);
  if (loaded.credentials == nullptr) return std::move(loaded.error);
  DriverLock lock(mutex_);
  // What was there ends with the lock dropped, or with the last connection that uses it.
  std::swap(credentials_, loaded.credentials);
  return std::nullopt;
}

TransportFactory Tls::transports() {
  return [this](std::unique_ptr<Stream> stream) {
    std::shared_ptr<const TlsCredentials> credentials;
    {
      DriverLock lock(mutex_);
      credentials = credentials_;
    }
    return tls_transport(std::move(stream), std::move(credentials));
  };
}

}  // namespace interleave::daemon
