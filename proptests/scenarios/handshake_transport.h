// A transport with a handshake, as TLS has.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_HANDSHAKE_TRANSPORT_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_HANDSHAKE_TRANSPORT_H_

#include <array>
#include <cstddef>
#include <memory>

#include "daemon/core/transport.h"

namespace interleave::proptests {

// What passes: the client's hello, the answer, the client's proof, and the word that it was right.
inline constexpr std::array<std::byte, 2> kHello = {{std::byte{0x16}, std::byte{0x01}}};
inline constexpr std::array<std::byte, 3> kAnswer = {{std::byte{0x16}, std::byte{0x02}, {}}};
inline constexpr std::array<std::byte, 2> kProof = {{std::byte{0x17}, std::byte{0x03}}};
inline constexpr std::array<std::byte, 1> kVerified = {{std::byte{0x01}}};

// The handshake comes first; then what is read and written is what `below` carries.
std::unique_ptr<daemon::Transport> handshake_layer(std::unique_ptr<daemon::Transport> below);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_HANDSHAKE_TRANSPORT_H_
