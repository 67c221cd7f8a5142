#include "proptests/model/tiny_daemon.h"

#include <algorithm>
#include <chrono>

namespace interleave::testing {

std::vector<Line> TinyDaemon::run() {
  build();
  const std::uint32_t steps = 5 + draw_(40);
  for (std::uint32_t i = 0; i < steps; ++i) step();
  shut_down();
  tear_down();
  return std::move(lines_);
}

ObjectId TinyDaemon::make(ObjectKind kind, Name name, std::uint64_t detail) {
  const ObjectId id{++count_};
  const ObjectId by = id == ObjectId{1} ? kNoObject : root_;
  lines_.push_back({{lines_.size() + 1, by, Event::object_created, id, detail, now_}, kind, name});
  return id;
}

void TinyDaemon::record(ObjectId thread, Event event, ObjectId object, std::uint64_t value) {
  lines_.push_back({{lines_.size() + 1, thread, event, object, value, now_}, {}, {}});
}

void TinyDaemon::lock(ObjectId thread, ObjectId mutex) {
  record(thread, Event::lock_requested, mutex);
  record(thread, Event::lock_acquired, mutex);
}

void TinyDaemon::unlock(ObjectId thread, ObjectId mutex) {
  record(thread, Event::lock_released, mutex);
}

void TinyDaemon::build() {
  const auto mutex = [&](const char* name, Rank rank) {
    return make(ObjectKind::mutex, {name}, static_cast<std::uint64_t>(rank));
  };
  const auto thread = [&](Name name) {
    const ObjectId id = make(ObjectKind::thread, name);
    record(id, Event::thread_started, id);
    return id;
  };
  root_ = thread({"root"});
  server_ = make(ObjectKind::server, {"server"});
  server_mutex_ = mutex("server", Rank::server);
  job_ = make(ObjectKind::condvar, {"job"}, static_cast<std::uint64_t>(server_mutex_));
  loop_mutex_ = mutex("loop", Rank::loop);
  poller_ = make(ObjectKind::poller, {"poller"});
  loop_ = thread({"loop"});
  const std::uint32_t workers = 1 + draw_(3);
  for (std::uint32_t i = 1; i <= workers; ++i) workers_.push_back(thread({"worker", i}));
  open_client();
}

void TinyDaemon::step() {
  switch (draw_(6)) {
    case 0:
      return open_client();
    case 1:
      return settle();
    case 2:
      if (!clients_.empty()) close_client(draw_(static_cast<std::uint32_t>(clients_.size())));
      return;
    case 3:
      return accept_call();
    case 4:
      return take_call();
    default:
      return go_on_with_call();
  }
}

// The loop sleeps, everybody who can has gone on: calls that nobody makes have come to their end.
void TinyDaemon::settle() {
  while (!queue_.empty()) take_call();
  std::erase_if(taken_, [&](const Call& call) {
    if (call.made) return false;
    finish_call(call);
    return true;
  });
  record(loop_, Event::poll_begin, poller_, 1);
  record(kNoObject, Event::settled, kNoObject, clients_.size());
  now_ += std::chrono::milliseconds(draw_(50));
  record(loop_, Event::poll_end, poller_, 1);
}

void TinyDaemon::open_client() {
  const std::uint32_t number = ++clients_ever_;
  Client client;
  client.id = make(ObjectKind::client, {"client", number});
  client.mutex =
      make(ObjectKind::mutex, {"client", number}, static_cast<std::uint64_t>(Rank::client));
  client.watch = make(ObjectKind::watch, {"watch", number});
  record(loop_, Event::client_opened, client.id);
  clients_.push_back(client);
}

void TinyDaemon::accept_call() {
  if (clients_.empty()) return;
  const std::size_t index = draw_(static_cast<std::uint32_t>(clients_.size()));
  Client& client = clients_[index];
  const std::uint64_t serial = client.next_serial++;
  record(loop_, Event::callback_begin, client.watch);
  record(loop_, Event::call_accepted, client.id, serial);
  lock(loop_, server_mutex_);
  lock(loop_, client.mutex);
  record(loop_, Event::call_queued, client.id, serial);
  unlock(loop_, client.mutex);
  record(loop_, Event::notify_one, job_);
  unlock(loop_, server_mutex_);
  record(loop_, Event::callback_end, client.watch);
  ++client.busy;
  queue_.push_back({index, serial});
}

void TinyDaemon::take_call() {
  if (queue_.empty()) return;
  Call call = queue_.front();
  queue_.pop_front();
  call.worker = workers_[draw_(static_cast<std::uint32_t>(workers_.size()))];
  const Client& client = clients_[call.client];
  lock(call.worker, server_mutex_);
  if (draw_(2) == 1) {
    record(call.worker, Event::wait_begin, job_);
    record(call.worker, Event::wait_end, job_, 1);
  }
  lock(call.worker, client.mutex);
  unlock(call.worker, server_mutex_);
  record(call.worker, Event::call_taken, client.id, call.serial);
  unlock(call.worker, client.mutex);
  taken_.push_back(call);
}

void TinyDaemon::go_on_with_call() {
  if (taken_.empty()) return;
  const std::size_t index = draw_(static_cast<std::uint32_t>(taken_.size()));
  Call& call = taken_[index];
  const ObjectId client = clients_[call.client].id;
  if (!call.made && draw_(3) > 0) {
    record(call.worker, Event::api_begin, client, call.serial);
    call.made = true;
    return;
  }
  finish_call(call);
  taken_.erase(taken_.begin() + static_cast<std::ptrdiff_t>(index));
}

void TinyDaemon::finish_call(const Call& call) {
  Client& client = clients_[call.client];
  if (call.made) record(call.worker, Event::api_end, client.id, call.serial);
  lock(call.worker, server_mutex_);
  lock(call.worker, client.mutex);
  const bool drop = draw_(4) == 0;
  const Event how = drop        ? Event::call_dropped
                    : call.made ? Event::call_answered
                                : Event::call_refused;
  record(call.worker, how, client.id, call.serial);
  unlock(call.worker, client.mutex);
  unlock(call.worker, server_mutex_);
  record(call.worker, Event::poll_woken, poller_);
  if (!drop) record(loop_, Event::reply_written, client.id, call.serial);
  --client.busy;
}

void TinyDaemon::close_client(std::size_t index) {
  if (clients_[index].busy > 0) return;
  const Client client = clients_[index];
  lock(loop_, loop_mutex_);
  record(loop_, Event::watch_removed, client.watch);
  unlock(loop_, loop_mutex_);
  record(loop_, Event::client_closed, client.id);
  record(loop_, Event::job_queued, client.id);
  record(workers_.front(), Event::job_done, client.id);
  record(loop_, Event::watch_freed, client.watch);
  record(loop_, Event::client_reaped, client.id);
  record(loop_, Event::object_destroyed, client.mutex);
  clients_.erase(clients_.begin() + static_cast<std::ptrdiff_t>(index));
  for (Call& call : queue_) call.client -= call.client > index ? 1 : 0;
  for (Call& call : taken_) call.client -= call.client > index ? 1 : 0;
}

void TinyDaemon::shut_down() {
  const auto deadline = std::chrono::duration_cast<Duration>(std::chrono::seconds(15));
  record(root_, Event::stop_requested, server_, static_cast<std::uint64_t>(deadline.count()));
  while (!queue_.empty()) take_call();
  while (!taken_.empty()) go_on_with_call();
  while (!clients_.empty()) close_client(0);
  settle();
  now_ += std::chrono::seconds(1 + draw_(14));
  workers_.push_back(loop_);
  for (const ObjectId thread : workers_) {
    record(thread, Event::thread_ended, thread);
    record(root_, Event::join_begin, thread);
    record(root_, Event::join_end, thread);
  }
  record(root_, Event::stopped, server_, 0);
}

void TinyDaemon::tear_down() {
  for (const ObjectId object : {job_, server_mutex_, loop_mutex_, poller_, server_}) {
    record(root_, Event::object_destroyed, object);
  }
  record(root_, Event::thread_ended, root_);
  record(kNoObject, Event::finished);
}

}  // namespace interleave::testing
