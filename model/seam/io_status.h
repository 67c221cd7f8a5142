// How an operation on a handle ends: a closed list that both worlds map to.
#ifndef INTERLEAVE_MODEL_SEAM_IO_STATUS_H_
#define INTERLEAVE_MODEL_SEAM_IO_STATUS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace interleave {

enum class IoStatus : std::uint8_t {
  ok,
  would_block,     // nothing can be done now; readiness will tell
  end_of_stream,   // read: the peer has shut down sending, and everything was read
  reset,           // the connection was reset, or the peer is gone (a write into nowhere included)
  closed,          // the operation was called on an object that is closed
  peer_vanished,   // accept: the peer went before it was accepted; the next one may be well
  no_descriptors,  // the process or the system has no descriptor left
  no_memory,       // the system has no memory or buffer left
  refused,         // connect: nobody listens there
  in_use,          // listen: somebody else serves that address
  denied,          // the system does not permit it
  other,           // anything else; the real world logs which
};

constexpr std::string_view to_string(IoStatus status) {
  constexpr std::string_view kNames[] = {
      "ok",      "would block",    "end of stream",  "connection reset",
      "closed",  "peer vanished",  "no descriptors", "no memory",
      "refused", "address in use", "denied",         "other error"};
  return kNames[static_cast<std::size_t>(status)];
}

// Result of a read or a write. `bytes` is above 0 exactly when `status` is ok.
struct IoResult {
  IoStatus status = IoStatus::ok;
  std::size_t bytes = 0;
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_SEAM_IO_STATUS_H_
