// An API whose behaviour the caller chooses: what stands for libvirt in simulated runs.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_PROGRAM_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_PROGRAM_H_

#include <atomic>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <utility>

#include "daemon/core/event_loop.h"
#include "daemon/core/program.h"
#include "proptests/scenarios/scripted_events.h"
#include "proptests/scenarios/workload.h"
#include "sim/world/sim_world.h"

namespace interleave::proptests {

// The call that asks for a behaviour, as it goes on the wire.
rpc::FrameHeader call_header(Behaviour behaviour, bool urgent, std::uint32_t serial);
// Two for each call that brings files along, and for each reply that does.
inline constexpr std::uint32_t kFilesOfACall = 2;
// Whether it is for the urgent lane.
bool is_urgent(const rpc::FrameHeader& call);
// The body of an error reply to a call that was not made: by a daemon that stops, for a client that
// has not authenticated, or for want of memory. Replies to listen and unlisten have the numbers
// that ScriptedEvents gives; replies to give and take those of the files that have come, or come
// with it; those to echo what the call brought; other ones nothing.
inline constexpr std::byte kRefusedMark{0x52};
inline constexpr std::byte kAnonymousMark{0x41};
inline constexpr std::byte kShortMark{0x53};

// Implements the daemon's Program with a driver lock and event callbacks of its own, like a libvirt
// driver. What it checks itself (a call after the session was closed, a session closed twice) ends
// the run.
class ScriptedProgram final : public daemon::Program {
 public:
  // `layer` is what an authentication brings; may be empty.
  ScriptedProgram(sim::SimWorld& world, daemon::TransportLayer layer);
  ~ScriptedProgram() override;

  // The loop that delivers events, and what is looked at after each delivery; before the first
  // call.
  void prepare(daemon::EventLoop& loop, std::function<void()> delivered) {
    loop_ = &loop;
    delivered_ = delivered;
    events_.prepare(loop, std::move(delivered));
  }
  // More clients than that, or more calls of one client at a time, break a rule; before the first
  // client.
  void set_bounds(std::size_t clients, std::size_t calls) {
    most_clients_ = clients;
    most_calls_ = calls;
  }
  // As a driver waits for its monitor: returns when the event loop has delivered an event. Any
  // thread but the loop's, no lock held.
  void wait_for_event();
  // Stuck calls return, now and from now on. Any thread, no lock held.
  void release();
  // Every call returns, now and from now on: where the process would have ended.
  void end();

  std::unique_ptr<daemon::Session> open_session(const daemon::ClientInfo& client,
                                                std::shared_ptr<daemon::Outbox> outbox) override;
  [[nodiscard]] daemon::Lane lane(const rpc::FrameHeader& call) const override;
  [[nodiscard]] bool authenticates(const rpc::FrameHeader& call) const override;
  daemon::Reply refuse(const rpc::FrameHeader& call, daemon::Refusal why) override;

 private:
  class Api;

  sim::SimWorld& world_;
  const daemon::TransportLayer layer_;
  const std::unique_ptr<Mutex> mutex_;  // the driver's
  const std::unique_ptr<CondVar> changed_;
  daemon::EventLoop* loop_ = nullptr;                                   // constant once calls come
  std::function<void()> delivered_;                                     // constant once calls come
  std::size_t most_clients_ = std::numeric_limits<std::size_t>::max();  // constant once calls come
  std::size_t most_calls_ = std::numeric_limits<std::size_t>::max();    // constant once calls come
  std::atomic<std::size_t> sessions_ = 0;                               // that are open
  ScriptedEvents events_;                                               // the driver lock is its
  // Guarded by the driver lock.
  bool released_ = false;
  bool over_ = false;
  std::uint32_t files_ = 0;     // that it has opened
  std::uint64_t entered_ = 0;   // calls and jobs that have come
  std::uint32_t awaiting_ = 0;  // calls that wait for another
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_PROGRAM_H_
