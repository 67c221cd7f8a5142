// What libvirt keeps for its callbacks.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_LENT_H_
#define INTERLEAVE_DAEMON_LIBVIRT_LENT_H_

#include <atomic>
#include <memory>
#include <utility>

namespace interleave::daemon {

// A pointer of ours in libvirt's keeping: lent before a callback is registered, used by callbacks
// on the loop thread, given back by libvirt's free-callback on any thread. libvirt's locks put the
// three in order but are not seen by ThreadSanitizer, so each also touches an atomic. `Pointer` can
// be copied, and keeps alive what a callback uses.
template <class Pointer>
class Lent {
 public:
  // For libvirt. Who does not hand it over gives it back.
  static void* lend(Pointer pointer) {
    auto lent = std::make_unique<Lent>();
    lent->pointer_ = std::move(pointer);
    lent->touched_.store(true, std::memory_order_release);
    return lent.release();
  }

  static Pointer of(void* opaque) {
    Lent& lent = *static_cast<Lent*>(opaque);
    // An exchange alone would come before the order that it makes.
    static_cast<void>(lent.touched_.load(std::memory_order_acquire));
    Pointer pointer = lent.pointer_;
    lent.touched_.exchange(true, std::memory_order_acq_rel);
    return pointer;
  }

  static void give_back(void* opaque) {
    const std::unique_ptr<Lent> lent(static_cast<Lent*>(opaque));
    static_cast<void>(lent->touched_.load(std::memory_order_acquire));
  }

 private:
  Pointer pointer_;
  std::atomic<bool> touched_ = false;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_LENT_H_
