// What recognising a rare situation needs and a trace cannot show.
#ifndef INTERLEAVE_MODEL_PROBES_MARK_H_
#define INTERLEAVE_MODEL_PROBES_MARK_H_

#include <cstdint>

namespace interleave {

// Who sees such a thing says so beside the trace: no record is made, and nothing of the run
// changes. Each line: what it means · what comes with it (nothing where not said).
enum class Mark : std::uint8_t {
  // The simulated world.
  fault,                 // a fault happens · which kind, as the world counts them
  accepted_when_closed,  // a connection is accepted whose peer has closed it already
  run_repeated,          // the run has been made again from its decisions
  // The frames of a connection, on the daemon's side.
  frame_split,            // a read ends within a frame's header · behind how many of its bytes
  frame_by_one_byte,      // a read of one byte completes a frame
  frames_in_one_read,     // a read brings the ends of two frames
  frame_in_three_writes,  // a frame's bytes go out in three writes or more
  half_closed_in_call,    // the peer has ended its sending while calls of it have no reply
  ended_in_frame,         // the end of the stream comes within a frame
  broken_in_frame,        // the connection breaks within a frame
  hidden_bytes,           // bytes wait within the transport, where the poller does not see them
  asked_for_life,         // a keepalive question is written
  answered_for_life,      // and its answer read
  // Lines of the log.
  given_up_silent,        // a client is closed that does not answer a keepalive
  given_up_unread,        // a client is closed that does not read what it is sent: its bound
  given_up_in_frame,      // a client is closed that does not finish its frame
  given_up_in_write,      // a client is closed that does not take its reply
  given_up_anonymous,     // a client is closed that has not authenticated in time
  given_up_in_handshake,  // a client is closed whose handshake has not come to its end in time
  turned_out,             // a silent client makes room for another one
  accept_paused,          // nothing is accepted for a while
  call_threw,             // a call has ended with an exception
  no_thread,              // a thread that was wanted is not to be had
  bad_frame,              // bytes that are no frame
  idle_end,               // the daemon ends because nobody uses it
  drain_deadline,         // a client is closed because the daemon's time to drain is over
  memory_short,           // calls are refused from now on for want of memory
  turned_away,            // and a client is not let in
  // What an operator does.
  stopped_again,   // another stop is asked for
  reload,          // the settings are read, and about to be handed over
  fewer_clients,   // and max_clients is lower · what it is now
  fewer_requests,  // and max_client_requests is lower · what it is now
  count_
};

}  // namespace interleave

#endif  // INTERLEAVE_MODEL_PROBES_MARK_H_
