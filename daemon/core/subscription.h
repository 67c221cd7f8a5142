// The events that a client has asked for in one call, from the reply to that call on.
#ifndef INTERLEAVE_DAEMON_CORE_SUBSCRIPTION_H_
#define INTERLEAVE_DAEMON_CORE_SUBSCRIPTION_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "daemon/core/outbox.h"

namespace interleave::daemon {

// Shared by the session, which closes it, and by the callback that the API has been given, which
// may run once more when it has been taken back, and may be freed when the server is no more. Its
// state is guarded by the mailroom's lock: any thread, any lock held but a leaf.
//
// A client knows the subscription by the reply to its call, and would drop what comes before it;
// what the API reports meanwhile is held. After close nothing is sent: a reply to the call that
// ends the subscription comes after its last event.
class Subscription {
 public:
  explicit Subscription(std::shared_ptr<Outbox> outbox) : outbox_(std::move(outbox)) {}
  Subscription(const Subscription&) = delete;
  Subscription& operator=(const Subscription&) = delete;
  ~Subscription() = default;

  // Sends an event. False when it goes nowhere: see Outbox::post.
  bool post(std::vector<std::byte> frame);
  // There was no memory for an event: see Outbox::starve.
  void starve() { outbox_->starve(); }
  // The client knows by now: what was held is sent.
  void open();
  // Nothing is sent from now on, what is held included.
  void close();

 private:
  enum class Stage : std::uint8_t { unknown, open, closed };

  // False when the client is cut off because there is no memory to hold one more.
  [[nodiscard]] bool can_hold() IL_REQUIRES(outbox_ -> room_.mutex_);

  // Constant.
  const std::shared_ptr<Outbox> outbox_;

  // Guarded by the mailroom's lock.
  Stage stage_ IL_GUARDED_BY(outbox_->room_.mutex_) = Stage::unknown;
  std::vector<std::vector<std::byte>> held_ IL_GUARDED_BY(outbox_->room_.mutex_);
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_CORE_SUBSCRIPTION_H_
