#include "daemon/core/client.h"

#include <algorithm>
#include <utility>

#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

Name name_of(const ClientInfo& info) {
  return {"client", static_cast<std::uint32_t>(info.number)};
}

}  // namespace

Client::Client(const World& world, const ClientInfo& info, std::shared_ptr<Outbox> outbox,
               std::unique_ptr<Session> session, std::unique_ptr<Transport> transport)
    : trace_(world.trace),
      info_(info),
      id_(world.trace.create(ObjectKind::client, name_of(info))),
      owned_mutex_(world.threads.make_mutex(name_of(info), Rank::client)),
      mutex_(*owned_mutex_),
      outbox_(std::move(outbox)),
      session_(std::move(session)),
      connection_(std::move(transport)) {
  for (std::size_t lane = 0; lane < shared_.ready.size(); ++lane) {
    shared_.place[lane] = shared_.ready[lane].insert(shared_.ready[lane].end(), this);
  }
}

Client::~Client() {
  trace_.record(Event::client_reaped, id_);
}

Job Client::take_job(Lane lane) {
  const auto found = std::ranges::find_if(
      dx_, [&](const Job& job) { return lane == Lane::ordinary || job.lane == Lane::urgent; });
  IL_ASSERT(found != dx_.end(), "a client in a ready queue has no job for that lane");
  return dx_.take(found);
}

bool Client::has_urgent_job() const {
  return std::ranges::any_of(dx_, [](const Job& job) { return job.lane == Lane::urgent; });
}

Fifo<Job> Client::take_jobs() {
  return std::exchange(dx_, {});
}

std::vector<Outgoing> Client::take_replies() {
  return std::exchange(tx_, {});
}

}  // namespace interleave::daemon
