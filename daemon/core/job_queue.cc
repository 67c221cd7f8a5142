#include "daemon/core/job_queue.h"

#include <utility>

#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

constexpr std::size_t index(Lane lane) {
  return static_cast<std::size_t>(lane);
}

}  // namespace

void JobQueue::push(Client& client, Job job) {
  const Lane lane = job.lane;
  client.push_job(std::move(job));
  ++jobs_;
  enter(client, Lane::ordinary);
  if (lane == Lane::urgent) enter(client, Lane::urgent);
}

Fifo<Job> JobQueue::withdraw(Client& client) {
  leave(client, Lane::ordinary);
  leave(client, Lane::urgent);
  jobs_ -= client.jobs();
  return client.take_jobs();
}

void JobQueue::push_closing(Client& client) {
  IL_ASSERT(!client.shared().session_closing, "a session is closed once");
  client.shared().session_closing = true;
  put_among(closing_, client);
}

Task JobQueue::take(Lane lane) {
  if (!closing_.empty()) {
    Client& client = *closing_.front();
    client.shared().ready[index(Lane::ordinary)].splice(
        client.shared().ready[index(Lane::ordinary)].begin(), closing_, closing_.begin());
    return {&client, std::nullopt};
  }
  if (questions_ > 0) {
    --questions_;
    return {};
  }
  IL_ASSERT(!ready(lane).empty(), "a worker takes a job where there is none");
  Client& client = *ready(lane).front();
  ClientLock lock(client.mutex(), ServerHeld{});
  Job job = client.take_job(lane);
  --jobs_;
  // To the end of the lane, so that the next worker serves another client (D3).
  leave(client, lane);
  if (client.jobs() > 0) {
    if (lane == Lane::ordinary || client.has_urgent_job()) enter(client, lane);
  } else {
    leave(client, Lane::ordinary);
  }
  if (!client.has_urgent_job()) leave(client, Lane::urgent);
  ++client.shared().running;
  return {&client, std::move(job)};
}

void JobQueue::put_among(ReadyNode& queue, Client& client) {
  queue.splice(queue.end(), client.shared().ready[index(Lane::ordinary)]);
}

void JobQueue::enter(Client& client, Lane lane) {
  ReadyNode& node = client.shared().ready[index(lane)];
  ready_[index(lane)].splice(ready_[index(lane)].end(), node);
}

void JobQueue::leave(Client& client, Lane lane) {
  Client::Shared& shared = client.shared();
  ReadyNode& node = shared.ready[index(lane)];
  if (node.empty()) node.splice(node.begin(), ready_[index(lane)], shared.place[index(lane)]);
}

}  // namespace interleave::daemon
