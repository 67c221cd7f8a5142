#include "daemon/libvirt/events/registrations.h"

#include <algorithm>
#include <utility>

#include "daemon/core/make_room.h"
#include "daemon/libvirt/errors.h"
#include "daemon/rpc/error.h"
#include "model/locks/guards.h"

namespace interleave::daemon {
namespace {

// More than any client asks for: D6.
constexpr std::size_t kMostRegistrations = 4096;

int deregister(EventFamily family, virConnectPtr connection, int id) {
  switch (family) {
    case EventFamily::domain:
    case EventFamily::old_domain:
      return virConnectDomainEventDeregisterAny(connection, id);
    case EventFamily::network:
      return virConnectNetworkEventDeregisterAny(connection, id);
    case EventFamily::storage_pool:
      return virConnectStoragePoolEventDeregisterAny(connection, id);
    case EventFamily::node_device:
      return virConnectNodeDeviceEventDeregisterAny(connection, id);
    case EventFamily::secret:
      return virConnectSecretEventDeregisterAny(connection, id);
  }
  return -1;
}

}  // namespace

Registrations::Registrations(Threads& threads, std::shared_ptr<Outbox> outbox)
    : outbox_(std::move(outbox)),
      owned_mutex_(threads.make_mutex(Name{"registrations"}, Rank::driver)),
      mutex_(*owned_mutex_) {}

rpc::Outcome<std::int32_t> Registrations::add(EventFamily family, std::int32_t event,
                                              std::uint32_t serial, const Register& ask) {
  const bool old_style = family == EventFamily::old_domain;
  std::int32_t callback = EventSource::kOldStyle;
  if (!old_style) {
    const DriverLock lock(mutex_);
    callback = ++last_callback_;
  }
  auto source = std::make_shared<EventSource>(outbox_, callback);
  std::unique_ptr<void, decltype(&EventSource::release)> lent(EventSource::lend(source),
                                                              EventSource::release);
  if (!take_place()) return rpc::internal_error("too many event callbacks of one connection");
  const int id = ask(lent.get());
  const DriverLock lock(mutex_);
  --places_;
  if (id < 0) return take_last_error();
  // libvirt gives it back.
  static_cast<void>(lent.release());
  registrations_.push_back({family, old_style ? event : callback, serial, id, std::move(source)});
  return callback;
}

// What libvirt has taken is known here: no memory is needed any more then.
bool Registrations::take_place() {
  const DriverLock lock(mutex_);
  if (registrations_.size() + places_ >= kMostRegistrations) return false;
  make_room(registrations_, places_ + 1);
  ++places_;
  return true;
}

void Registrations::replied(std::uint32_t serial) {
  const DriverLock lock(mutex_);
  for (const Registration& registration : registrations_) {
    if (registration.serial == serial) registration.source->subscription().open();
  }
}

std::optional<rpc::Outcome<rpc::Nothing>> Registrations::remove(EventFamily family,
                                                                std::int32_t which,
                                                                virConnectPtr connection) {
  std::optional<Registration> found = take(family, which);
  if (!found) return std::nullopt;
  if (deregister(family, connection, found->id) < 0) {
    rpc::Error error = take_last_error();
    const DriverLock lock(mutex_);
    registrations_.push_back(*std::move(found));
    return rpc::Outcome<rpc::Nothing>(std::move(error));
  }
  found->source->subscription().close();
  return rpc::Outcome<rpc::Nothing>(rpc::Nothing{});
}

void Registrations::close(virConnectPtr connection) {
  std::vector<Registration> all;
  {
    const DriverLock lock(mutex_);
    all.swap(registrations_);
  }
  for (const Registration& registration : all) {
    registration.source->subscription().close();
    deregister(registration.family, connection, registration.id);
  }
}

std::optional<Registrations::Registration> Registrations::take(EventFamily family,
                                                               std::int32_t which) {
  const DriverLock lock(mutex_);
  const auto found =
      std::ranges::find_if(registrations_, [family, which](const Registration& each) {
        return each.family == family && each.which == which;
      });
  if (found == registrations_.end()) return std::nullopt;
  Registration taken = std::move(*found);
  registrations_.erase(found);
  return taken;
}

}  // namespace interleave::daemon
