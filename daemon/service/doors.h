// The sockets that clients come to, as the settings want them.
#ifndef INTERLEAVE_DAEMON_SERVICE_DOORS_H_
#define INTERLEAVE_DAEMON_SERVICE_DOORS_H_

#include <optional>
#include <string>

#include "daemon/asio/poller.h"
#include "daemon/config/settings.h"
#include "daemon/core/server.h"
#include "daemon/login/options.h"
#include "daemon/service/passed_sockets.h"
#include "daemon/tls/tls.h"

namespace interleave::daemon {

// What the settings say of TLS.
TlsOptions tls_options(const Settings& settings);

// New certificates, where a door uses them: as Tls::reload.
std::optional<std::string> reload_tls(Tls& tls, const Settings& settings);

// What they say of authentication, and whether SASL has a part in it.
LoginOptions login_options(const Settings& settings);
bool needs_sasl(const Settings& settings);

// Opens every door, before the loop runs; `tls` gets its credentials if a door needs them. One line
// that says why not, if one could not be opened; the others close with the server. `tls` outlives
// the server. Local sockets that were passed are served in the place of those that would be made.
std::optional<std::string> open_doors(AsioPoller& poller, Server& server, const Settings& settings,
                                      const PassedSockets& passed, Tls& tls);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_DOORS_H_
