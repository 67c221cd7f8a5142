#include "daemon/core/subscription.h"

#include <utility>

namespace interleave::daemon {

bool Subscription::post(std::vector<std::byte> frame) {
  const MailLock lock(outbox_->room_);
  if (stage_ == Stage::closed || !outbox_->admit(frame.size())) return false;
  if (stage_ == Stage::open) {
    outbox_->room_.leave(outbox_->letter(std::move(frame)));
  } else {
    held_.push_back(std::move(frame));
  }
  return true;
}

void Subscription::open() {
  const MailLock lock(outbox_->room_);
  if (stage_ == Stage::unknown) stage_ = Stage::open;
  for (std::vector<std::byte>& frame : std::exchange(held_, {})) {
    outbox_->room_.leave(outbox_->letter(std::move(frame)));
  }
}

void Subscription::close() {
  LoopLock lock(outbox_->room_.mutex_);
  stage_ = Stage::closed;
  for (const std::vector<std::byte>& frame : std::exchange(held_, {})) {
    outbox_->take_back(frame.size());
  }
}

}  // namespace interleave::daemon
