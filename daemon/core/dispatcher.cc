#include "daemon/core/dispatcher.h"

#include <algorithm>
#include <new>
#include <utility>

#include "daemon/core/make_room.h"
#include "model/base/assert.h"

namespace interleave::daemon {

Dispatcher::Dispatcher(const World& world, const Limits& limits, Counters& counters,
                       std::function<void()> wake_loop)
    : world_(world),
      counters_(counters),
      wake_loop_(std::move(wake_loop)),
      meter_(world.clock),
      owned_mutex_(world.threads.make_mutex(Name{"server"}, Rank::server)),
      mutex_(*owned_mutex_),
      job_(world.threads.make_condvar(Name{"job"}, mutex_)),
      urgent_job_(world.threads.make_condvar(Name{"urgent job"}, mutex_)),
      limits_(limits) {
  mutex_.measure(meter_);
}

// Who is signalled passes the signal on when it has taken a task, which may block for ever, and
// more are left. So a burst of short calls wakes few workers, and while somebody waits and there is
// work for it, a signal is on its way. An urgent call reaches the urgent lane when no ordinary
// worker waits.
void Dispatcher::SignallingLock::unlock() IL_NO_THREAD_SAFETY_ANALYSIS {
  if (!locked_) return;
  locked_ = false;
  const bool ordinary = dispatcher_.claim_signal(Lane::ordinary);
  const bool urgent =
      dispatcher_.crew(Lane::ordinary).waiting == 0 && dispatcher_.claim_signal(Lane::urgent);
  dispatcher_.mutex_.unlock();
  // Not before: whoever wakes wants the lock at once.
  if (ordinary) dispatcher_.job_->notify_one();
  if (urgent) dispatcher_.urgent_job_->notify_one();
}

bool Dispatcher::claim_signal(Lane lane) {
  Crew& mine = crew(lane);
  return mine.waiting > 0 && queue_.has_work(lane) && !std::exchange(mine.signalled, true);
}

std::size_t Dispatcher::submit(Client& client, std::span<Job> jobs) {
  const Instant now = world_.clock.now();
  SignallingLock server(*this);
  {
    ClientLock lock(client.mutex(), ServerHeld{});
    client.make_room_for_jobs(jobs.size());
    for (Job& job : jobs) {
      if (job.work) {
        world_.trace.record(Event::job_queued, client.id());
      } else {
        world_.trace.record(Event::call_queued, client.id(), job.message.header.serial);
      }
      job.queued = now;
      queue_.push(client, std::move(job));
    }
  }
  return wanted_workers_locked();
}

std::size_t Dispatcher::wanted_workers() {
  ServerLock server(mutex_);
  return wanted_workers_locked();
}

std::size_t Dispatcher::wanted_workers_locked() {
  const Crew& ordinary = crew(Lane::ordinary);
  const std::size_t there = ordinary.workers + ordinary.reserved;
  const std::size_t coming = ordinary.waiting + ordinary.reserved;
  std::size_t wanted = 0;
  if (queue_.size() > coming && there < limits_.max_workers) {
    wanted = std::min(queue_.size() - coming, limits_.max_workers - there);
  }
  return wanted;
}

std::vector<Dispatcher::Replies> Dispatcher::take_replies() {
  std::vector<Replies> replies;
  ServerLock server(mutex_);
  replies.reserve(flush_.size());
  loop_asked_ = false;
  for (Client* client : flush_) {
    client->shared().flush_queued = false;
    ClientLock lock(client->mutex(), ServerHeld{});
    replies.push_back({client, client->take_replies()});
  }
  flush_.clear();
  return replies;
}

Fifo<Job> Dispatcher::withdraw(Client& client) {
  ServerLock server(mutex_);
  ClientLock lock(client.mutex(), ServerHeld{});
  return withdraw_locked(client);
}

Fifo<Job> Dispatcher::withdraw_locked(Client& client) {
  Fifo<Job> jobs = queue_.withdraw(client);
  for (const Job& job : jobs) {
    if (job.work) world_.trace.record(Event::job_done, client.id());
  }
  return jobs;
}

Fifo<Job> Dispatcher::close(Client& client) {
  // Its end comes after the locks': files may be among it (T9).
  std::vector<Outgoing> unwritten;
  SignallingLock server(*this);
  Client::Shared& shared = client.shared();
  IL_ASSERT(!shared.closed, "a client is closed twice");
  shared.closed = true;
  if (shared.flush_queued) {
    std::erase(flush_, &client);
    shared.flush_queued = false;
  }
  Fifo<Job> given_up;
  {
    ClientLock lock(client.mutex(), ServerHeld{});
    given_up = withdraw_locked(client);
    unwritten = client.take_replies();
  }
  close_session_when_idle(client);
  return given_up;
}

ReadyNode Dispatcher::take_reapable() {
  ServerLock server(mutex_);
  loop_asked_ = false;
  return std::exchange(reapable_, {});
}

void Dispatcher::quit() {
  ServerLock server(mutex_);
  quit_ = true;
  job_->notify_all();
  urgent_job_->notify_all();
}

void Dispatcher::ask() {
  SignallingLock server(*this);
  queue_.push_question();
}

std::uint64_t Dispatcher::answered_questions() {
  ServerLock server(mutex_);
  return answered_;
}

void Dispatcher::set_limits(const Limits& limits) {
  limits_ = limits;
  ++limits_set_;
  // Whoever waits does so by the old ones.
  job_->notify_all();
  urgent_job_->notify_all();
}

void Dispatcher::reserve(Lane lane) {
  ServerLock server(mutex_);
  ledger_.reserve(crews_[0].workers + crews_[0].reserved + crews_[1].workers + crews_[1].reserved +
                  1);
  ++crew(lane).reserved;
}

void Dispatcher::cancel(Lane lane) {
  ServerLock server(mutex_);
  --crew(lane).reserved;
}

void Dispatcher::enter(Seat& seat) {
  ServerLock server(mutex_);
  --crew(seat.lane).reserved;
  ++crew(seat.lane).workers;
  ledger_.enter(seat, world_.clock.now());
}

std::optional<Task> Dispatcher::next(Seat& seat) {
  const Lane lane = seat.lane;
  SignallingLock server(*this);
  if (!wait_for_work(lane)) {
    --crew(lane).workers;
    ledger_.leave(seat);
    return std::nullopt;
  }
  Task task = queue_.take(lane);
  if (task.job && !task.job->work) {
    world_.trace.record(Event::call_taken, task.client->id(), task.job->message.header.serial);
  }
  task.seat = &seat;
  ledger_.begin(seat, task, world_.clock.now());
  return task;
}

bool Dispatcher::wait_for_work(Lane lane) {
  Crew& mine = crew(lane);
  while (!quit_ && !queue_.has_work(lane)) {
    const std::uint64_t seen = limits_set_;
    const auto called = [this, lane, seen]() IL_NO_THREAD_SAFETY_ANALYSIS {
      return quit_ || crew(lane).signalled || limits_set_ != seen || queue_.has_work(lane);
    };
    bool woken = true;
    ++mine.waiting;
    if (mine.workers > least(lane)) {
      woken = condition(lane).wait_until(later(world_.clock.now(), limits_.worker_idle), called);
    } else {
      condition(lane).wait(called);
    }
    --mine.waiting;
    if (woken) mine.signalled = false;
    // Others may have ended meanwhile: only one beyond the least number goes.
    if (!woken && mine.workers > least(lane)) return false;
  }
  return !quit_ || queue_.has_closing();
}

void Dispatcher::finish(const Task& task, std::optional<Reply> reply) {
  Client& client = *task.client;
  const std::uint32_t serial = task.job->message.header.serial;
  const Instant now = world_.clock.now();
  SignallingLock server(*this);
  Client::Shared& shared = client.shared();
  --shared.running;
  ledger_.end(*task.seat, now);
  if (shared.closed) {
    give_up_reply(client, serial);
    return;
  }
  if (!reply || !queue_reply(client, serial, *std::move(reply))) {
    give_up_reply(client, serial);
    client.outbox().starve();
    return;
  }
  const bool wake = ask_for_loop();
  server.unlock();
  if (wake) wake_loop_();
}

bool Dispatcher::queue_reply(Client& client, std::uint32_t serial, Reply reply) {
  Client::Shared& shared = client.shared();
  try {
    // It may be the last one that fails, and then nothing has happened.
    make_room(flush_, 1);
    ClientLock lock(client.mutex(), ServerHeld{});
    client.push_reply({.frame = std::move(reply.frame),
                       .serial = serial,
                       .close_after = reply.close_after,
                       .tell_session = reply.tell_session,
                       .admission = std::move(reply.admission),
                       .files = std::move(reply.files)});
    world_.trace.record(Event::call_answered, client.id(), serial);
  } catch (const std::bad_alloc&) {
    return false;
  }
  ++counters_.answered;
  if (!std::exchange(shared.flush_queued, true)) flush_.push_back(&client);
  return true;
}

void Dispatcher::give_up_reply(Client& client, std::uint32_t serial) {
  world_.trace.record(Event::call_dropped, client.id(), serial);
  counters_.dropped.add(Drop::while_it_ran);
  close_session_when_idle(client);
}

void Dispatcher::close_session_when_idle(Client& client) {
  if (!client.shared().closed || client.shared().running > 0) return;
  world_.trace.record(Event::job_queued, client.id());
  queue_.push_closing(client);
}

void Dispatcher::finish_work(const Task& task) {
  const Instant now = world_.clock.now();
  SignallingLock server(*this);
  ledger_.end(*task.seat, now);
  world_.trace.record(Event::job_done, task.client->id());
  Client::Shared& shared = task.client->shared();
  --shared.running;
  close_session_when_idle(*task.client);
}

void Dispatcher::finish_close(const Task& task) {
  const Instant now = world_.clock.now();
  ServerLock server(mutex_);
  ledger_.end(*task.seat, now);
  world_.trace.record(Event::job_done, task.client->id());
  JobQueue::put_among(reapable_, *task.client);
  const bool wake = ask_for_loop();
  server.unlock();
  if (wake) wake_loop_();
}

void Dispatcher::finish_question() {
  ServerLock server(mutex_);
  ++answered_;
}

std::size_t Dispatcher::crew_size(Lane lane) {
  ServerLock server(mutex_);
  return crew(lane).workers + crew(lane).reserved;
}

void Dispatcher::report(Statistics& statistics) {
  {
    ServerLock server(mutex_);
    // Read here, so that nothing that is reported has begun later.
    statistics.now = world_.clock.now();
    counters_.report(statistics);
    statistics.queued = queue_.size();
    statistics.queue_waits = ledger_.waits();
    statistics.call_times = ledger_.calls();
    for (const Seat* seat : ledger_.seats()) {
      statistics.workers.push_back({seat->name, seat->lane, seat->activity, seat->locks.ranks()});
    }
  }
  statistics.locks.push_back(LockStatistics::of("server", meter_));
}

std::size_t Dispatcher::ordinary_workers() {
  ServerLock server(mutex_);
  return crew(Lane::ordinary).workers;
}

bool Dispatcher::ask_for_loop() {
  return !std::exchange(loop_asked_, true);
}

}  // namespace interleave::daemon
