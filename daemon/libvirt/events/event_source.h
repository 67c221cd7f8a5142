// One registration with libvirt, as its callback knows it.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_EVENTS_EVENT_SOURCE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_EVENTS_EVENT_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <utility>
#include <vector>

#include "daemon/core/subscription.h"
#include "daemon/libvirt/lent.h"
#include "daemon/rpc/codec.h"
#include "daemon/rpc/event_types.h"
#include "daemon/rpc/frame.h"

namespace interleave::daemon {

// A whole event message. Empty where the message does not fit into a frame or breaks a limit of the
// protocol: there is nobody to tell.
template <class Message>
std::vector<std::byte> event_frame(std::int32_t procedure, const Message& message) {
  std::vector<std::byte> frame(rpc::kMinFrame);
  rpc::XdrEncoder body(frame, rpc::kMaxFrame);
  rpc::encode(body, message);
  if (!body.ok()) return {};
  // libvirtd sends serial 1 in every event.
  rpc::write_header(frame, {.program = rpc::kRemoteProgram,
                            .version = rpc::kRemoteVersion,
                            .procedure = procedure,
                            .type = rpc::FrameType::message,
                            .serial = 1});
  return frame;
}

// Shared by the session's registrations and by libvirt, whose callbacks run on the loop thread.
class EventSource {
 public:
  static constexpr std::int32_t kOldStyle = -1;

  // `callback`: the client's id for the registration, or kOldStyle.
  EventSource(std::shared_ptr<Outbox> outbox, std::int32_t callback)
      : subscription_(std::move(outbox)), callback_(callback) {}

  [[nodiscard]] Subscription& subscription() { return subscription_; }
  [[nodiscard]] bool old_style() const { return callback_ == kOldStyle; }

  template <class Message>
  void send_old(std::int32_t procedure, const Message& message) {
    post(event_frame(procedure, message));
  }
  template <class Message>
  void send(std::int32_t procedure, Message message) {
    post(event_frame(procedure, rpc::CallbackMessage<Message>{.callback = callback_,
                                                              .message = std::move(message)}));
  }

  // Has `tell` say it to the source that libvirt has kept. libvirt's own frames are below, and
  // nothing may be thrown through them: without memory for an event its client is cut off.
  template <class Tell>
  static void with(void* opaque, const Tell& tell) noexcept {
    const std::shared_ptr<EventSource> source = of(opaque);
    try {
      tell(*source);
    } catch (const std::bad_alloc&) {
      source->subscription_.starve();
    }
  }

  // What libvirt keeps: a reference of its own, which `release` gives back.
  static void* lend(const std::shared_ptr<EventSource>& source) {
    return Lent<std::shared_ptr<EventSource>>::lend(source);
  }
  static std::shared_ptr<EventSource> of(void* opaque) {
    return Lent<std::shared_ptr<EventSource>>::of(opaque);
  }
  static void release(void* opaque) { Lent<std::shared_ptr<EventSource>>::give_back(opaque); }

 private:
  void post(std::vector<std::byte> frame) {
    if (!frame.empty()) subscription_.post(std::move(frame));
  }

  Subscription subscription_;  // its own lock

  // Constant.
  const std::int32_t callback_;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_EVENTS_EVENT_SOURCE_H_
