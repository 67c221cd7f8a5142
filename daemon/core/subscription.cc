#include "daemon/core/subscription.h"

#include <utility>

namespace interleave::daemon {

bool Subscription::post(std::vector<std::byte> frame) {
  bool wake = false;
  LoopLock lock(outbox_->room_.mutex_);
  const bool sent = stage_ != Stage::closed && outbox_->admit(frame.size(), wake);
  if (sent && stage_ == Stage::open) {
    wake = outbox_->room_.leave(outbox_->letter(std::move(frame)));
  } else if (sent) {
    held_.push_back(std::move(frame));
  }
  lock.unlock();
  if (wake) outbox_->room_.wake_loop_();
  return sent;
}

void Subscription::open() {
  bool wake = false;
  LoopLock lock(outbox_->room_.mutex_);
  if (stage_ == Stage::unknown) stage_ = Stage::open;
  for (std::vector<std::byte>& frame : std::exchange(held_, {})) {
    if (outbox_->room_.leave(outbox_->letter(std::move(frame)))) wake = true;
  }
  lock.unlock();
  if (wake) outbox_->room_.wake_loop_();
}

void Subscription::close() {
  LoopLock lock(outbox_->room_.mutex_);
  stage_ = Stage::closed;
  for (const std::vector<std::byte>& frame : std::exchange(held_, {})) {
    outbox_->take_back(frame.size());
  }
}

}  // namespace interleave::daemon
