// The events of the scripted API: numbered, delivered by the event loop to all who listen.
#ifndef INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_EVENTS_H_
#define INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_EVENTS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "daemon/core/event_loop.h"
#include "daemon/core/subscription.h"
#include "daemon/rpc/frame.h"
#include "model/locks/guards.h"

namespace interleave::proptests {

// The header of an event message; its body is the subscription's number and the event's.
inline constexpr rpc::FrameHeader kEventHeader{.program = rpc::kRemoteProgram,
                                               .version = rpc::kRemoteVersion,
                                               .procedure = 99,
                                               .type = rpc::FrameType::message};

// As a driver has them. Every operation takes the driver's lock.
class ScriptedEvents {
 public:
  explicit ScriptedEvents(Mutex& driver) : mutex_(driver) {}

  // The loop that delivers, and what is looked at after each delivery; before the first call.
  void prepare(daemon::EventLoop& loop, std::function<void()> delivered) {
    loop_ = &loop;
    delivered_ = std::move(delivered);
  }

  // Subscribes a client (by its number) in the call with that serial; returns the subscription's
  // number.
  std::uint32_t listen(std::uint64_t client, std::uint32_t serial,
                       std::shared_ptr<daemon::Outbox> outbox);
  // The reply to that call is on its way.
  void replied(std::uint64_t client, std::uint32_t serial);
  // Ends the client's oldest subscription: its number, and that of an event that it was sent, with
  // all before it (both 0 where there is none).
  std::pair<std::uint32_t, std::uint32_t> unlisten(std::uint64_t client);
  // Ends all of the client's subscriptions.
  void forget(std::uint64_t client);
  // An event comes to pass.
  void emit();

 private:
  struct Listener {
    std::uint64_t client;
    std::uint32_t serial;
    std::uint32_t number;
    std::uint32_t last;  // event
    std::shared_ptr<daemon::Subscription> subscription;
  };

  void deliver();
  static bool send(const Listener& listener, std::uint32_t event);

  // Constant once calls come.
  Mutex& mutex_;
  daemon::EventLoop* loop_ = nullptr;
  std::function<void()> delivered_;

  // Guarded by the driver lock.
  std::vector<Listener> listeners_;
  std::vector<Listener> gone_;  // who have ended it: an API may call back late
  std::uint32_t last_number_ = 0;
  std::uint32_t last_event_ = 0;
  std::uint32_t last_delivered_ = 0;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_SCENARIOS_SCRIPTED_EVENTS_H_
