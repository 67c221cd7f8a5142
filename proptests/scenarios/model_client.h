// A client as the protocol wants it, which also judges the daemon: every frame must be one that a
// correct daemon may send at that moment.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_MODEL_CLIENT_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_MODEL_CLIENT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/rpc/frame.h"
#include "proptests/scenarios/scarcity.h"
#include "proptests/scenarios/workload.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {

inline constexpr Name kDoor{"door"};

// One connection, in one simulated thread. Ends the run with rule "protocol" when the daemon sends
// what it must not, or closes the connection without a reason.
class ModelClient {
 public:
  // `stopping` is set before the daemon is asked to stop: from then on it may refuse and close.
  ModelClient(sim::SimWorld& world, const Workload& workload, std::uint32_t number,
              const std::atomic<bool>& stopping);

  // `hearing`, which may be empty, gets what comes from the daemon, but for keepalive: in the
  // client's thread, which it must not disturb.
  using Hearing = std::function<void(const rpc::Message&)>;
  void set_hearing(Hearing hearing) { hearing_ = std::move(hearing); }

  // Where memory may be short; outlives the client. Before run.
  void set_scarcity(const Scarcity& scarcity) { scarcity_ = &scarcity; }

  // Connects, does what the actions say, and leaves.
  void run(const std::vector<Action>& actions);

 private:
  // False when the connection has ended, rightly.
  bool act(const Action& action);
  // Goes through the handshake, or the first half of it. False when the connection has ended.
  bool shake_hands(bool half);
  bool stall();
  bool trickle();
  bool send_half_a_frame(Behaviour behaviour);
  bool send_call(const Action& action);
  bool send_bytes(std::span<const std::byte> bytes);
  bool ping();
  bool receive_replies();
  bool receive_events();
  bool receive_streams();
  void leave();
  void receive_to_end();

  // Each client's files have numbers of their own.
  static constexpr std::uint32_t kFilesOfAClient = 1'000'000;
  // The body of a call: of one to give the number of the files that follow it.
  std::vector<std::byte> body_for(const Action& action, std::uint32_t serial) const;
  // Some words, another number of them for each call.
  std::vector<std::byte> words_for(std::uint32_t serial) const;
  bool send_files(std::uint32_t count);

  enum class Got : std::uint8_t { reply, pong, message, end };
  Got receive();
  // The next whole frame, with the files that follow it in files_; nothing when the connection has
  // ended.
  std::optional<rpc::Message> receive_frame();
  // Takes a whole frame from what has come, if there is one.
  std::optional<rpc::Message> cut_frame();
  // False when the connection has ended.
  bool receive_bytes();
  void judge(const rpc::Message& message);
  void judge_shortage(const rpc::FrameHeader& call);
  void judge_login(const rpc::FrameHeader& call, bool anonymous, bool failed);
  void judge_files(Behaviour behaviour, const rpc::Message& reply);
  void judge_echo(Behaviour behaviour, const rpc::Message& reply);
  void judge_end(IoStatus status);
  void judge_stream(const rpc::Message& packet);
  void begin_stream(const rpc::FrameHeader& call);
  void send_packet(const rpc::FrameHeader& call, rpc::FrameStatus status,
                   std::span<const std::byte> body);
  void judge_event(const rpc::Message& message);
  void judge_subscription(Behaviour behaviour, const rpc::Message& reply);
  // For a second, or, where there is a deadline to it, perhaps until just then.
  void rest(Duration deadline = Duration::zero());
  [[noreturn]] void object(std::string_view what);

  sim::SimWorld& world_;
  const bool handshake_;
  const bool asked_;    // the daemon sends pings
  const bool hurried_;  // a frame has a deadline
  const bool narrow_;   // no reply fits into the socket
  const bool layer_;
  const Duration keepalive_;  // after which it is given up, if it says nothing; 0: it is not
  const bool idle_exit_;      // the daemon ends when nobody uses it
  const bool ends_streams_;   // the daemon is not forced to stop
  const bool carries_files_;
  const bool crowded_;  // there are more clients than may be unauthenticated
  const std::uint32_t number_;
  const std::atomic<bool>& stopping_;
  Hearing hearing_;
  const Scarcity* scarcity_ = nullptr;
  unsigned shortages_ = 0;                          // that were over when it came
  std::map<std::uint32_t, unsigned> shortages_at_;  // when it sent each call, by serial
  sim::SimSocket socket_;
  bool records_;
  std::vector<std::byte> wire_;                   // of an incomplete record
  std::vector<std::byte> plain_;                  // of an incomplete frame
  std::map<std::size_t, std::uint32_t> arrived_;  // files, by the place in plain_ of their byte
  std::vector<std::uint32_t> files_;              // of the frame that came last
  std::uint32_t last_file_ = 0;                   // that was sent
  std::map<std::uint32_t, std::vector<std::uint32_t>> given_;  // by serial
  std::map<std::uint32_t, rpc::FrameHeader> outstanding_;
  struct Streaming {
    rpc::FrameHeader call;
    std::uint32_t last = 0;  // number that has come
    bool said_end = false;   // the client has finished or aborted it
  };
  std::map<std::uint32_t, Streaming> streams_;        // by serial
  std::map<std::uint32_t, std::uint32_t> listening_;  // by subscription: the last event, or 0
  std::uint32_t emitted_ = 0;                         // since its last subscription
  std::uint32_t heard_ = 0;                           // events of that one
  std::uint32_t last_serial_ = 0;
  // How far the client has got with authenticating, and what it had sent of it before each call.
  enum class Login : std::uint8_t { nobody, asked, known };
  Login login_;
  std::map<std::uint32_t, Login> login_at_;  // by serial
  bool end_expected_ = false;                // the daemon is to close when it has answered
  bool idled_ = false;                       // it has done nothing for a while
  bool deaf_ = false;                        // it has not read for a while, and may be cut off
  bool served_ = false;                      // it has got a reply
  bool said_bye_ = false;  // the daemon closes after that reply, whatever else is outstanding
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_MODEL_CLIENT_H_
