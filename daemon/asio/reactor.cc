#include "daemon/asio/reactor.h"

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/errors.h"
#include "daemon/core/make_room.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

using Foreign = boost::asio::posix::basic_stream_descriptor<Executor>;

constexpr std::uint8_t bit(WaitKind kind) {
  return static_cast<std::uint8_t>(kind);
}

// Gives the wake-up handler's one block of memory, whichever thread posts it.
template <class T>
struct WakeAllocator {
  using value_type = T;
  std::byte* memory;

  explicit WakeAllocator(std::byte* block) : memory(block) {}
  template <class U>
  WakeAllocator(const WakeAllocator<U>& other)  // NOLINT: allocators convert
      : memory(other.memory) {}
  T* allocate(std::size_t count) {
    if (count * sizeof(T) > HandlerPool::kBlockBytes) {
      return static_cast<T*>(::operator new(count * sizeof(T)));
    }
    return static_cast<T*>(static_cast<void*>(memory));
  }
  void deallocate(T* block, std::size_t) {
    if (static_cast<void*>(block) != memory) ::operator delete(block);
  }
  template <class U>
  bool operator==(const WakeAllocator<U>& other) const {
    return memory == other.memory;
  }
};

struct WakeHandler {
  using allocator_type = WakeAllocator<void>;
  std::byte* memory;
  std::atomic<bool>* posted;
  bool* woken;

  [[nodiscard]] allocator_type get_allocator() const noexcept { return allocator_type(memory); }
  void operator()() const {
    *woken = true;
    posted->store(false, std::memory_order_release);
  }
};

bool can_be_polled(int descriptor) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return false;
  return !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
}

// Asio makes non-blocking what it waits for, and the caller's other descriptors of the same file
// with it. It never reads or writes here, so the caller's choice is restored.
void leave_blocking_mode(Foreign& descriptor) {
  const int flags = ::fcntl(descriptor.native_handle(), F_GETFL);
  boost::system::error_code ignored;
  descriptor.native_non_blocking(true, ignored);
  if (flags != -1 && (flags & O_NONBLOCK) == 0) {
    ::fcntl(descriptor.native_handle(), F_SETFL, flags);
  }
}

std::uint8_t blocks_for(Readiness interest) {
  if (!interest.any()) return 0;
  return static_cast<std::uint8_t>(1 + (interest.readable() ? 1 : 0) +
                                   (interest.writable() ? 1 : 0));
}

}  // namespace

WaitHandler::allocator_type WaitHandler::get_allocator() const noexcept {
  return allocator_type(source_->reactor().pool());
}

void WaitHandler::operator()(const boost::system::error_code& error) {
  source_->reactor().completed(*source_, kind_, static_cast<bool>(error));
}

Reactor::Reactor() : context_(1), work_(context_.get_executor()) {}

Reactor::~Reactor() {
  for (SourceRef& source : sources_) {
    if (source == nullptr) continue;
    IL_ASSERT(source->foreign_, "a stream or a listener outlives its poller");
    source->release();
  }
}

Source* Reactor::find(int descriptor) const {
  if (descriptor < 0 || static_cast<std::size_t>(descriptor) >= sources_.size()) return nullptr;
  return sources_[static_cast<std::size_t>(descriptor)].get();
}

void Reactor::add(SourceRef source) {
  const auto index = static_cast<std::size_t>(source->descriptor());
  if (index >= sources_.size()) sources_.resize(index + 1);
  make_room(to_arm_, known_ + 1);
  make_room(found_, known_ + 1);
  IL_ASSERT(sources_[index] == nullptr, "a descriptor was closed while it was watched");
  sources_[index] = std::move(source);
  ++known_;
}

void Reactor::remove(Source& source) {
  if (find(source.descriptor()) != &source) return;
  forget(source);
  sources_[static_cast<std::size_t>(source.descriptor())] = nullptr;
  --known_;
}

// Watches a descriptor that is the caller's.
IoStatus Reactor::adopt(int descriptor) {
  if (!can_be_polled(descriptor)) return IoStatus::other;
  Foreign object(context_.get_executor());
  boost::system::error_code error;
  object.assign(descriptor, error);
  if (error) return watch_status(error);
  leave_blocking_mode(object);
  SourceRef source;
  try {
    source = new AsioSource<Foreign>(*this, std::move(object));
    source->foreign_ = true;
    add(source);
  } catch (const std::bad_alloc&) {
    // It is not ours to be closed.
    if (source != nullptr) {
      source->release();
    } else {
      object.release();
    }
    return IoStatus::no_memory;
  }
  return IoStatus::ok;
}

IoStatus Reactor::watch(Handle handle, Readiness interest) {
  const int descriptor = static_cast<int>(handle);
  const bool is_new = find(descriptor) == nullptr;
  try {
    const IoStatus known = is_new ? adopt(descriptor) : IoStatus::ok;
    if (known != IoStatus::ok) return known;
    set_interest(*find(descriptor), interest);
  } catch (const std::bad_alloc&) {
    if (is_new) unwatch(handle);
    return IoStatus::no_memory;
  }
  return IoStatus::ok;
}

void Reactor::set_interest(Source& source, Readiness interest) {
  const std::uint8_t needed = blocks_for(interest);
  if (needed > source.reserved_) {
    pool_.reserve(static_cast<std::size_t>(needed - source.reserved_));
    source.reserved_ = needed;
  }
  arm_later(source);
  source.watched_ = true;
  source.interest_ = interest;
  source.urgent_ = false;
}

void Reactor::unwatch(Handle handle) {
  Source* source = find(static_cast<int>(handle));
  if (source == nullptr) return;
  const SourceRef alive(source);
  forget(*source);
  if (source->foreign_) {
    remove(*source);
    source->release();
  }
}

void Reactor::forget(Source& source) {
  pool_.unreserve(source.reserved_);
  source.reserved_ = 0;
  source.watched_ = false;
  source.interest_ = Readiness();
}

void Reactor::arm_later(Source& source) {
  if (source.to_be_armed_) return;
  to_arm_.emplace_back(&source);
  source.to_be_armed_ = true;
}

void Reactor::arm_all() {
  while (!to_arm_.empty()) {
    Source& source = *to_arm_.back();
    if (source.watched_ && source.interest_.any()) arm(source);
    // Not before: where arming fails it is tried again.
    source.to_be_armed_ = false;
    to_arm_.pop_back();
  }
}

void Reactor::arm(Source& source) {
  const auto start = [&source](WaitKind kind) {
    if ((source.armed_ & bit(kind)) != 0) return;
    source.start_wait(kind);
    source.armed_ |= bit(kind);
  };
  if (!source.urgent_) start(WaitKind::error);
  if (source.interest_.readable()) start(WaitKind::read);
  if (source.interest_.writable()) start(WaitKind::write);
}

void Reactor::completed(Source& source, WaitKind kind, bool failed) {
  source.armed_ &= static_cast<std::uint8_t>(~bit(kind));
  if (!source.watched_ || !source.interest_.any()) return;
  arm_later(source);
  if (kind == WaitKind::error || failed) {
    on_error(source);
  } else if (!source.exact_) {
    source.urgent_ = false;
    found(source, kind == WaitKind::read ? Readiness::read() : Readiness::write());
  }
}

void Reactor::on_error(Source& source) {
  pollfd question{source.descriptor(), POLLIN | POLLOUT | POLLPRI, 0};
  if (::poll(&question, 1, 0) < 0) return;
  const int answer = question.revents;
  Readiness what;
  if ((answer & POLLIN) != 0) what = what | Readiness::read();
  if ((answer & POLLOUT) != 0) what = what | Readiness::write();
  if ((answer & (POLLHUP | POLLERR | POLLNVAL)) != 0) what = what | Readiness::hangup();
  // Urgent data would end every wait for errors at once until it is read: wait for that first.
  source.urgent_ = !what.hung_up() && (answer & POLLPRI) != 0;
  source.exact_ = true;
  source.found_ = Readiness();
  found(source, what);
}

void Reactor::found(Source& source, Readiness what) {
  source.found_ = source.found_ | (what & (source.interest_ | Readiness::hangup()));
  if (source.is_found_) return;
  found_.emplace_back(&source);
  source.is_found_ = true;
}

void Reactor::collect(std::vector<Ready>& ready) {
  make_room(ready, found_.size());
  for (const SourceRef& source : found_) {
    if (source->found_.any()) {
      ready.push_back({static_cast<Handle>(source->descriptor()), source->found_});
    }
    source->found_ = Readiness();
    source->is_found_ = false;
    source->exact_ = false;
  }
  found_.clear();
}

void Reactor::run_until(Instant deadline) {
  if (deadline == kNever) {
    context_.run_one();
  } else if (deadline <= RealClock().now()) {
    return look_for_more();
  } else if (context_.run_one_until(to_steady(deadline)) == 0) {
    return;
  }
  if (busy_ > 0 || ++quiet_waits_ % kLookEvery == 0) look_for_more();
}

void Reactor::look_for_more() {
  const bool found = context_.poll() > 0;
  busy_ = found ? kBusyFor : busy_ - std::min(busy_, 1U);
}

void Reactor::wait(Instant deadline, std::vector<Ready>& ready) {
  RealClock clock;
  woken_ = false;
  try {
    do {
      arm_all();
      run_until(deadline);
      collect(ready);
      // Completions of cancelled waits are no reason to return.
    } while (ready.empty() && !woken_ && clock.now() < deadline);
  } catch (const std::bad_alloc&) {
    // With what is there: the rest is armed, or found, by the next wait.
  }
}

void Reactor::wake() {
  if (wake_posted_.exchange(true, std::memory_order_acq_rel)) return;
  boost::asio::post(context_, WakeHandler{wake_memory_.data(), &wake_posted_, &woken_});
}

}  // namespace interleave::daemon
