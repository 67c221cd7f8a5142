// A transport with records, as TLS and SASL have: several messages in one record, and bytes that no
// poller sees.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_RECORD_TRANSPORT_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_RECORD_TRANSPORT_H_

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "daemon/core/transport.h"

namespace interleave::proptests {

// A record is a length of two bytes, big endian, and that many bytes.
inline constexpr std::size_t kMostInRecord = 4096;

// Appends `plain` to `wire` as records.
void append_records(std::span<const std::byte> plain, std::vector<std::byte>& wire);

// Takes whole records off the front of `wire` and appends what they hold to `plain`.
void open_records(std::vector<std::byte>& wire, std::vector<std::byte>& plain);

// Gives at most 40 bytes of a record for one read and keeps the rest; a record is readable only
// when all of it has come.
std::unique_ptr<daemon::Transport> record_transport(std::unique_ptr<Stream> stream);
// The same above another transport.
std::unique_ptr<daemon::Transport> record_layer(std::unique_ptr<daemon::Transport>& transport);

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_RECORD_TRANSPORT_H_
