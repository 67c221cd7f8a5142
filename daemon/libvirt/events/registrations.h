// What one client has registered for, until it takes it back or goes.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_EVENTS_REGISTRATIONS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_EVENTS_REGISTRATIONS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <libvirt/libvirt.h>

#include "daemon/core/outbox.h"
#include "daemon/libvirt/events/event_source.h"
#include "daemon/rpc/outcome.h"
#include "daemon/rpc/types.h"
#include "model/locks/annotations.h"
#include "model/seam/threads.h"

namespace interleave::daemon {

// The kinds of objects that have events. Domains' may be registered in the old style, by the
// event's number.
enum class EventFamily : std::uint8_t {
  domain,
  old_domain,
  network,
  storage_pool,
  node_device,
  secret,
};

// Several workers use it at the same time; no libvirt call is made under its lock.
class Registrations {
 public:
  Registrations(Threads& threads, std::shared_ptr<Outbox> outbox);

  // How libvirt is asked: with what was lent, for libvirt's id, or below 0 with the thread's last
  // error set. libvirt gives the lent source back by EventSource::release.
  using Register = std::function<int(void* lent)>;

  // Registers in the call with that serial, whose reply opens the subscription; gives the client's
  // id for it.
  rpc::Outcome<std::int32_t> add(EventFamily family, std::int32_t event, std::uint32_t serial,
                                 const Register& ask);
  // The reply to that call is on its way. Loop thread.
  void replied(std::uint32_t serial);

  // Takes a registration back: by the client's id, of the oldest one of an event in the old style.
  // Nothing where there is none.
  std::optional<rpc::Outcome<rpc::Nothing>> remove(EventFamily family, std::int32_t which,
                                                   virConnectPtr connection);
  // Takes all of them back. No call is being made.
  void close(virConnectPtr connection);

 private:
  struct Registration {
    EventFamily family;
    std::int32_t which;  // the client's id, or the event in the old style
    std::uint32_t serial;
    int id;  // libvirt's
    std::shared_ptr<EventSource> source;
  };

  // Has a place kept for one more; false when there are too many.
  [[nodiscard]] bool take_place();
  std::optional<Registration> take(EventFamily family, std::int32_t which);

  // Constant.
  const std::shared_ptr<Outbox> outbox_;
  const std::unique_ptr<Mutex> owned_mutex_;
  Mutex& mutex_;

  // Guarded by the lock.
  std::int32_t last_callback_ IL_GUARDED_BY(mutex_) = 0;
  std::vector<Registration> registrations_ IL_GUARDED_BY(mutex_);
  std::size_t places_ IL_GUARDED_BY(mutex_) = 0;  // kept for those that libvirt is being asked for
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_EVENTS_REGISTRATIONS_H_
