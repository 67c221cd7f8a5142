#include "proptests/scenarios/scripted_events.h"

#include <algorithm>

#include "proptests/scenarios/words.h"

namespace interleave::proptests {

std::uint32_t ScriptedEvents::listen(std::uint64_t client, std::uint32_t serial,
                                     std::shared_ptr<daemon::Outbox> outbox) {
  DriverLock lock(mutex_);
  listeners_.push_back({client, serial, ++last_number_, 0,
                        std::make_shared<daemon::Subscription>(std::move(outbox))});
  return last_number_;
}

void ScriptedEvents::replied(std::uint64_t client, std::uint32_t serial) {
  DriverLock lock(mutex_);
  for (const Listener& listener : listeners_) {
    if (listener.client == client && listener.serial == serial) listener.subscription->open();
  }
}

std::pair<std::uint32_t, std::uint32_t> ScriptedEvents::unlisten(std::uint64_t client) {
  DriverLock lock(mutex_);
  const auto found = std::ranges::find(listeners_, client, &Listener::client);
  if (found == listeners_.end()) return {0, 0};
  const std::pair<std::uint32_t, std::uint32_t> result{found->number, found->last};
  found->subscription->close();
  gone_.push_back(std::move(*found));
  listeners_.erase(found);
  return result;
}

void ScriptedEvents::forget(std::uint64_t client) {
  DriverLock lock(mutex_);
  std::erase_if(listeners_, [client](const Listener& listener) {
    if (listener.client == client) listener.subscription->close();
    return listener.client == client;
  });
}

void ScriptedEvents::emit() {
  {
    DriverLock lock(mutex_);
    ++last_event_;
  }
  loop_->add_timer(Duration::zero(), [this](daemon::WatchId id) {
    loop_->remove_timer(id);
    deliver();
  });
}

void ScriptedEvents::deliver() {
  std::vector<Listener> chosen;
  std::uint32_t event = 0;
  {
    DriverLock lock(mutex_);
    if (last_delivered_ == last_event_) return;
    event = ++last_delivered_;
    // Some APIs call back under their lock, some without: with someone, perhaps, who has gone.
    chosen = gone_;
    if (event % 2 == 0) {
      chosen.insert(chosen.end(), listeners_.begin(), listeners_.end());
    } else {
      for (Listener& listener : listeners_) {
        if (send(listener, event)) listener.last = event;
      }
    }
  }
  for (const Listener& listener : chosen) send(listener, event);
  delivered_();
}

bool ScriptedEvents::send(const Listener& listener, std::uint32_t event) {
  return listener.subscription->post(
      rpc::encode_frame(kEventHeader, body_of({listener.number, event})));
}

}  // namespace interleave::proptests
