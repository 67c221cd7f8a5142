#include "daemon/core/subscription.h"

#include <new>
#include <utility>

#include "daemon/core/make_room.h"

namespace interleave::daemon {

bool Subscription::post(std::vector<std::byte> frame) {
  const MailLock lock(outbox_->room_);
  if (stage_ == Stage::closed || !can_hold() || !outbox_->admit(frame.size())) return false;
  if (stage_ == Stage::open) {
    outbox_->room_.leave(outbox_->letter(std::move(frame)));
  } else {
    held_.push_back(std::move(frame));
  }
  return true;
}

bool Subscription::can_hold() {
  if (stage_ == Stage::open) return true;
  try {
    make_room(held_, 1);
  } catch (const std::bad_alloc&) {
    outbox_->starve_locked();
    return false;
  }
  return true;
}

void Subscription::open() {
  const MailLock lock(outbox_->room_);
  if (stage_ == Stage::unknown) stage_ = Stage::open;
  for (std::vector<std::byte>& frame : std::exchange(held_, {})) {
    if (outbox_->has_room()) {
      outbox_->room_.leave(outbox_->letter(std::move(frame)));
    } else {
      outbox_->take_back(frame.size());
    }
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
