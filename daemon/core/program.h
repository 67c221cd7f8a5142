// What the daemon serves, as the threading model sees it: calls that may block for any time.
//
// daemon/libvirt implements it with the real libvirt; scenarios of the simulator with an API whose
// behaviour they choose.
#ifndef INTERLEAVE_DAEMON_CORE_PROGRAM_H_
#define INTERLEAVE_DAEMON_CORE_PROGRAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "daemon/core/outbox.h"
#include "daemon/core/reasons.h"
#include "daemon/core/transport.h"
#include "daemon/rpc/frame.h"
#include "model/locks/annotations.h"
#include "model/locks/rank.h"
#include "model/seam/network.h"

namespace interleave::daemon {

// Which workers may take a call (D4): urgent ones must be short, and are answered even when every
// ordinary worker is stuck.
enum class Lane : std::uint8_t { ordinary, urgent };

// How clients of a socket prove who they are; the values are the protocol's.
enum class Login : std::uint8_t { none = 0, sasl = 1, polkit = 2 };

// What a session may know of its client.
struct ClientInfo {
  std::uint64_t number = 0;   // counts from 1, for log lines
  bool read_only = false;     // connected to the read-only socket
  Login login = Login::none;  // what its socket asks for
  bool encrypted = false;     // its transport keeps what passes from others
  PeerIdentity peer;
  bool carries_files = false;  // replies may have files
};

// What follows when a client has proven who it is.
struct Admission {
  // Comes between the transport and all that is read and written from then on; may be empty.
  TransportLayer layer;
};

struct Reply {
  std::vector<std::byte> frame;  // whole, as rpc::encode_frame makes it; never empty
  bool close_after = false;      // close the connection when this reply has been written (D9)
  bool tell_session = false;     // have Session::replied called
  // Set: the client is authenticated when this reply has been written, and not before (D7).
  std::unique_ptr<Admission> admission{};
  // That follow the frame, which announces them; none where the client's connection carries none.
  std::vector<FileRef> files{};
};

// One client's state behind the wire.
class Session {
 public:
  virtual ~Session() = default;

  // Whether the client has to authenticate before it may make calls. Asked once, on the loop
  // thread, before the first call.
  [[nodiscard]] virtual bool must_authenticate() const { return false; }

  // Makes the call and returns its reply, an error reply included; what it throws becomes one (a
  // client for whom there is no memory even for that is closed). Any
  // worker calls it, several at once for different calls of one session, never with a lock of the
  // daemon held (T10). It may block. Files that came with the call are closed when it returns.
  virtual Reply call(const rpc::Message& request)
      IL_EXCLUDES(server_rank, client_rank, loop_rank) = 0;

  // Gives up what is behind the session (its connection to the API). Called once by a worker, after
  // the last call has returned and before the session is destroyed; the same conditions as call.
  virtual void close() IL_EXCLUDES(server_rank, client_rank, loop_rank) = 0;

  // Does what Outbox::ask_for_work was given. Called by a worker, under the same conditions as
  // call, beside calls and other work of the session; not at all once the client has gone.
  virtual void work(std::uint64_t /*what*/) IL_EXCLUDES(server_rank, client_rank, loop_rank) {}

  // The rest is called on the loop thread with no lock held, while the client's stream is open; it
  // is quick and makes no API call. Where it throws std::bad_alloc the client is closed.

  // A stream packet (types stream and stream_hole), in the order in which they came. The session
  // says Outbox::consumed for each when it is done with it: packet_size(packet) bytes.
  virtual void receive(rpc::Message packet) = 0;
  // The reply of the call with this serial, which asked for it, is on its way: what is posted from
  // now on arrives after it.
  virtual void replied(std::uint32_t /*serial*/) {}
  // The daemon stops: nothing more is read from the client, and its connection ends when the calls
  // in flight have returned and what was posted until then is written (D8).
  virtual void stopping() {}
  // A frame that was posted with this note has been written.
  virtual void sent(std::uint64_t /*note*/) {}
};

// What a packet counts against Limits::stream_bytes.
inline std::size_t packet_size(const rpc::Message& packet) {
  return rpc::kMinFrame + packet.body.size();
}

class Program {
 public:
  virtual ~Program() = default;

  // A new client, and its session's way to send. Called on the loop thread; quick, and makes no API
  // call. The session is destroyed on the loop thread, with no lock held, after its close() has
  // returned; or at once, without, where there is no memory for its client. Throws std::bad_alloc.
  virtual std::unique_ptr<Session> open_session(const ClientInfo& client,
                                                std::shared_ptr<Outbox> outbox) = 0;

  // The lane of a call. Any thread; constant.
  [[nodiscard]] virtual Lane lane(const rpc::FrameHeader& call) const = 0;

  // Whether the call is one of those by which clients authenticate: the only ones that are made for
  // a client that has not (D7). Any thread; constant.
  [[nodiscard]] virtual bool authenticates(const rpc::FrameHeader& /*call*/) const { return false; }

  // The error reply to a call that is not made. Any thread; makes no API call. Throws
  // std::bad_alloc.
  virtual Reply refuse(const rpc::FrameHeader& call, Refusal why) = 0;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_PROGRAM_H_
