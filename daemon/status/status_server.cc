#include "daemon/status/status_server.h"

#include <new>
#include <utility>

namespace interleave::daemon {

StatusServer::StatusServer(EventLoop& loop, const Limits& limits, Log& log,
                           std::unique_ptr<Listener> listener, Pages pages)
    : loop_(loop),
      limits_(limits),
      pages_(std::move(pages)),
      acceptor_(loop, limits_, log,
                [this](std::unique_ptr<Stream> stream, const Door&) { open(std::move(stream)); }) {
  Door door;
  door.listener = std::move(listener);
  acceptor_.add_door(std::move(door));
}

void StatusServer::open(std::unique_ptr<Stream> stream) {
  const std::uint64_t number = ++last_number_;
  try {
    auto visitor = std::make_unique<Visitor>(loop_, std::move(stream), pages_,
                                             [this, number] { close(number); });
    visitors_.emplace(number, std::move(visitor)).first->second->start();
  } catch (const std::bad_alloc&) {
    visitors_.erase(number);
  }
  acceptor_.set_room(visitors_.size() < kMostVisitors, true);
}

void StatusServer::close(std::uint64_t number) {
  visitors_.erase(number);
  acceptor_.set_room(true, true);
}

}  // namespace interleave::daemon
