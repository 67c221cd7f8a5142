#include "daemon/libvirt/event_bridge.h"

#include <atomic>
#include <chrono>
#include <new>
#include <optional>

#include <fcntl.h>
#include <libvirt/libvirt.h>
#include <poll.h>
#include <unistd.h>

#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

// The one process-wide variable. Atomic, because drivers call from any thread.
std::atomic<EventLoop*> bridged_loop{nullptr};

constexpr int kNoWatch = -1;  // what libvirt's functions return for "not added", "not there"

std::optional<Duration> interval_of(int milliseconds) {
  if (milliseconds < 0) return std::nullopt;
  return std::chrono::milliseconds(milliseconds);
}

// What a driver has registered, and the duplicate of its descriptor.
struct HandleUse {
  int descriptor;  // as the driver knows it
  int duplicate;
  virEventHandleCallback callback;
  void* opaque;
  virFreeCallback free_opaque;
};

void free_handle(const HandleUse& use) {
  close(use.duplicate);
  if (use.free_opaque != nullptr) use.free_opaque(use.opaque);
}

int add_handle(int descriptor, int events, virEventHandleCallback callback, void* opaque,
               virFreeCallback free_opaque) {
  EventLoop* const loop = bridged_loop.load();
  if (loop == nullptr) return kNoWatch;
  const int duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0) return kNoWatch;
  const HandleUse use{descriptor, duplicate, callback, opaque, free_opaque};
  try {
    return loop->add_handle(
        static_cast<Handle>(duplicate), interest_of(events),
        [use](WatchId id, Readiness what) {
          use.callback(id, use.descriptor, vir_events_of(what, use.duplicate), use.opaque);
        },
        [use] { free_handle(use); });
  } catch (const std::bad_alloc&) {
    close(duplicate);
    return kNoWatch;
  }
}

void update_handle(int watch, int events) {
  EventLoop* const loop = bridged_loop.load();
  if (loop != nullptr) loop->update_handle(watch, interest_of(events));
}

int remove_handle(int watch) {
  EventLoop* const loop = bridged_loop.load();
  return loop != nullptr && loop->remove_handle(watch) ? 0 : kNoWatch;
}

int add_timeout(int milliseconds, virEventTimeoutCallback callback, void* opaque,
                virFreeCallback free_opaque) {
  EventLoop* const loop = bridged_loop.load();
  if (loop == nullptr) return kNoWatch;
  try {
    return loop->add_timer(
        interval_of(milliseconds), [callback, opaque](WatchId id) { callback(id, opaque); },
        [opaque, free_opaque] {
          if (free_opaque != nullptr) free_opaque(opaque);
        });
  } catch (const std::bad_alloc&) {
    return kNoWatch;
  }
}

void update_timeout(int timer, int milliseconds) {
  EventLoop* const loop = bridged_loop.load();
  if (loop != nullptr) loop->update_timer(timer, interval_of(milliseconds));
}

int remove_timeout(int timer) {
  EventLoop* const loop = bridged_loop.load();
  return loop != nullptr && loop->remove_timer(timer) ? 0 : kNoWatch;
}

}  // namespace

Readiness interest_of(int vir_events) {
  Readiness interest;
  if ((vir_events & VIR_EVENT_HANDLE_READABLE) != 0) interest = interest | Readiness::read();
  if ((vir_events & VIR_EVENT_HANDLE_WRITABLE) != 0) interest = interest | Readiness::write();
  if ((vir_events & (VIR_EVENT_HANDLE_HANGUP | VIR_EVENT_HANDLE_ERROR)) != 0) {
    interest = interest | Readiness::hangup();
  }
  return interest;
}

int vir_events_of(Readiness what, int descriptor) {
  int events = 0;
  if (what.readable()) events |= VIR_EVENT_HANDLE_READABLE;
  if (what.writable()) events |= VIR_EVENT_HANDLE_WRITABLE;
  if (!what.hung_up()) return events;
  pollfd now{.fd = descriptor, .events = 0, .revents = 0};
  poll(&now, 1, 0);
  if ((now.revents & (POLLERR | POLLNVAL)) != 0) events |= VIR_EVENT_HANDLE_ERROR;
  // Also where the system does not say it any more: the loop has said so.
  if ((events & VIR_EVENT_HANDLE_ERROR) == 0 || (now.revents & POLLHUP) != 0) {
    events |= VIR_EVENT_HANDLE_HANGUP;
  }
  return events;
}

EventBridge::EventBridge(EventLoop& loop) {
  EventLoop* none = nullptr;
  IL_ASSERT(bridged_loop.compare_exchange_strong(none, &loop), "a second event bridge");
  // libvirt takes an implementation once in a process, and warns of others.
  static const bool kRegistered = [] {
    virEventRegisterImpl(add_handle, update_handle, remove_handle, add_timeout, update_timeout,
                         remove_timeout);
    return true;
  }();
  IL_ASSERT(kRegistered, "libvirt's event implementation is ours");
}

EventBridge::~EventBridge() {
  bridged_loop.store(nullptr);
}

}  // namespace interleave::daemon
