// The security layer that a SASL log-in brings.
#ifndef INTERLEAVE_DAEMON_LOGIN_SASL_LAYER_H_
#define INTERLEAVE_DAEMON_LOGIN_SASL_LAYER_H_

#include <memory>

#include "daemon/core/transport.h"
#include "daemon/login/sasl.h"

namespace interleave::daemon {

// Puts the layer of a conversation that is done above a transport. From then on the conversation is
// the loop thread's alone.
TransportLayer sasl_layer(std::shared_ptr<SaslConversation> conversation);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LOGIN_SASL_LAYER_H_
