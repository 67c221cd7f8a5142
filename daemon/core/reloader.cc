#include "daemon/core/reloader.h"

#include <new>
#include <utility>

#include "model/base/assert.h"

namespace interleave::daemon {

Reloader::Reloader(const World& world, Mutex& lock, Log& log, std::function<void()> wake_loop)
    : world_(world), lock_(lock), log_(log), wake_loop_(std::move(wake_loop)) {}

Reloader::~Reloader() {
  IL_ASSERT(thread_ == nullptr, "a reading of the settings is left behind");
}

void Reloader::start() {
  if (!read_) return;
  if (is_running()) {
    again_ = true;
    return;
  }
  thread_ = world_.threads.spawn(Name{"reload"}, [this] {
    try {
      read_();
    } catch (const std::bad_alloc&) {
      log_.write({.level = LogLevel::error,
                  .source = "core.reload",
                  .reason = "no-memory",
                  .text = "the settings are not read again: there is no memory for it"});
    }
    {
      ServerLock server(lock_);
      ended_ = true;
    }
    wake_loop_();
  });
  if (!is_running()) {
    log_.write({.level = LogLevel::error,
                .source = "core.reload",
                .reason = "no-thread",
                .text = "the settings are not read again: no thread to be had"});
  }
}

void Reloader::follow() {
  if (!is_running()) return;
  {
    ServerLock server(lock_);
    if (!std::exchange(ended_, false)) return;
  }
  join();
  if (std::exchange(again_, false)) start();
}

void Reloader::join() {
  if (!is_running()) return;
  thread_->join();
  thread_.reset();
}

}  // namespace interleave::daemon
