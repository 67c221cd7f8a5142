// Bytes that come in pieces, and connections that break.
#include <array>

#include "model/probes/looks.h"
#include "model/probes/tables.h"

namespace interleave::probes {
namespace {

// A length word and six words of header: a frame can be cut behind each byte but the last.
constexpr std::uint32_t kCuts = 27;

bool after_pause(const Sight& sight) {
  return sight.memory.accept_paused();
}

constexpr std::array kProbes = {
    Probe{.name = "header-split",
          .expected = Expected::rarely,
          .what = "a read ends behind byte 1, 2, ... 27 of a frame's header",
          .mark = Mark::frame_split,
          .variants = kCuts,
          .first = 1},
    Probe{.name = "frame-by-one-byte",
          .expected = Expected::often,
          .what = "a frame is completed by one byte",
          .mark = Mark::frame_by_one_byte},
    Probe{.name = "frames-in-one-read",
          .expected = Expected::often,
          .what = "a read brings the ends of two frames",
          .mark = Mark::frames_in_one_read},
    Probe{.name = "frame-in-three-writes",
          .expected = Expected::often,
          .what = "a frame goes out in three writes or more",
          .mark = Mark::frame_in_three_writes},
    Probe{.name = "hidden-bytes",
          .expected = Expected::often,
          .what = "bytes wait in the transport, where poll does not see them",
          .mark = Mark::hidden_bytes},
    Probe{.name = "half-close-in-a-call",
          .expected = Expected::often,
          .what = "a peer ends its sending while calls of it are in flight",
          .mark = Mark::half_closed_in_call},
    Probe{.name = "end-in-a-frame",
          .expected = Expected::often,
          .what = "the end of the stream comes within a frame",
          .mark = Mark::ended_in_frame},
    Probe{.name = "reset-in-a-frame",
          .expected = Expected::rarely,
          .what = "the connection breaks within a frame",
          .mark = Mark::broken_in_frame},
    Probe{.name = "bad-frame",
          .expected = Expected::often,
          .what = "bytes come that are no frame",
          .mark = Mark::bad_frame},
    Probe{.name = "peer-gone-at-accept",
          .expected = Expected::often,
          .what = "a connection is accepted that its peer has closed already",
          .mark = Mark::accepted_when_closed},
    Probe{.name = "no-descriptors",
          .expected = Expected::often,
          .what = "a connection cannot be accepted for want of descriptors",
          .mark = Mark::accept_paused},
    Probe{.name = "descriptors-again",
          .expected = Expected::often,
          .what = "and later there are some again",
          .events = {Event::client_opened},
          .sees = after_pause},
    Probe{.name = "event-backlog-full",
          .expected = Expected::often,
          .what = "more waits for a client than may wait, and it is closed",
          .mark = Mark::given_up_unread},
};

}  // namespace

std::span<const Probe> network_probes() {
  return kProbes;
}

}  // namespace interleave::probes
