#include "daemon/core/worker_pool.h"

#include <exception>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "daemon/core/peer_text.h"
#include "daemon/core/say.h"
#include "daemon/rpc/dispatch.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

constexpr std::string_view kSource = "core.workers";

LogLine exception_of(const Client& client) {
  return {.level = LogLevel::error,
          .source = kSource,
          .reason = "exception",
          .client = client.info().number};
}

Reply failed(const Client& client, const rpc::FrameHeader& call, std::string_view why, Log& log) {
  say(log, exception_of(client), "procedure {} has failed with an exception: {}", call.procedure,
      peer_text(why));
  return {.frame = rpc::error_frame(call, rpc::internal_error("the call has failed unexpectedly"))};
}

// What goes wrong in one call, a lack of memory for its reply among it, is that call's error: the
// clients beside it have nothing to do with it.
Reply make_call(Client& client, const rpc::Message& request, Log& log) {
  try {
    return client.session().call(request);
  } catch (const std::exception& error) {
    return failed(client, request.header, error.what(), log);
  } catch (...) {
    return failed(client, request.header, "of a type that is no std::exception", log);
  }
}

// Nothing where there is no memory for an error either.
std::optional<Reply> answer(Client& client, const rpc::Message& request, Log& log) {
  try {
    return make_call(client, request, log);
  } catch (const std::bad_alloc&) {
    return std::nullopt;
  }
}

// Whatever a session cannot do for want of memory, its client is cut off for.
template <class Work>
void have_done(Client& client, Log& log, const Work& work) {
  try {
    work();
  } catch (const std::exception& error) {
    say(log, exception_of(client), "work for a session has failed with an exception: {}",
        error.what());
    client.outbox().starve();
  }
}

}  // namespace

WorkerPool::WorkerPool(const World& world, const Limits& limits, Dispatcher& dispatcher, Log& log,
                       std::function<void()> wake_loop)
    : world_(world),
      dispatcher_(dispatcher),
      log_(log),
      wake_loop_(std::move(wake_loop)),
      limits_(limits) {}

WorkerPool::~WorkerPool() {
  IL_ASSERT(workers_.empty(), "workers are left behind");
}

bool WorkerPool::start() {
  for (std::size_t i = 0; i < limits_.min_workers; ++i) {
    if (!spawn(Lane::ordinary)) return false;
  }
  for (std::size_t i = 0; i < limits_.prio_workers; ++i) {
    if (!spawn(Lane::urgent)) return false;
  }
  return true;
}

void WorkerPool::fill() {
  const auto fill_lane = [this](Lane lane, std::size_t wanted) {
    for (std::size_t there = dispatcher_.crew_size(lane); there < wanted; ++there) {
      if (!spawn(lane)) return;
    }
  };
  fill_lane(Lane::ordinary, limits_.min_workers);
  fill_lane(Lane::urgent, limits_.prio_workers);
}

void WorkerPool::grow(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (!spawn(Lane::ordinary)) return;
  }
}

void WorkerPool::join_ended() {
  {
    ServerLock server(dispatcher_.mutex());
    if (std::exchange(ended_, 0) == 0) return;
    for (const auto& [number, worker] : workers_) {
      if (worker.ended) to_join_.push_back(number);
    }
  }
  for (const std::uint32_t number : to_join_) {
    workers_.at(number).thread->join();
    workers_.erase(number);
  }
  to_join_.clear();
}

void WorkerPool::join_all() {
  for (const auto& [number, worker] : workers_) worker.thread->join();
  workers_.clear();
  ServerLock server(dispatcher_.mutex());
  ended_ = 0;
}

bool WorkerPool::spawn(Lane lane) {
  const Name name{lane == Lane::urgent ? "prio-worker" : "worker", ++last_number_};
  try {
    // A worker that runs needs no more memory, neither here nor for its end.
    to_join_.reserve(workers_.size() + 1);
    workers_.try_emplace(name.number);
    dispatcher_.reserve(lane);
  } catch (const std::bad_alloc&) {
    return refuse(name);
  }
  Worker& worker = workers_.at(name.number);
  try {
    worker.thread =
        world_.threads.spawn(name, [this, name, lane, self = &worker] { work(name, lane, *self); });
  } catch (const std::bad_alloc&) {
    // What it would have run has no memory: there is no thread.
  }
  if (worker.thread) return true;
  dispatcher_.cancel(lane);
  return refuse(name);
}

bool WorkerPool::refuse(Name name) {
  workers_.erase(name.number);
  say(log_, {.level = LogLevel::warning, .source = kSource, .reason = "no-thread"},
      "cannot start {}.{}: no thread to be had", name.base, name.number);
  return false;
}

void WorkerPool::work(Name name, Lane lane, Worker& self) {
  Seat seat{.name = name, .lane = lane, .locks = world_.threads.held_locks()};
  dispatcher_.enter(seat);
  while (std::optional<Task> task = dispatcher_.next(seat)) perform(std::move(*task));
  {
    ServerLock server(dispatcher_.mutex());
    self.ended = true;
    ++ended_;
  }
  wake_loop_();
}

void WorkerPool::perform(Task task) {
  if (task.client == nullptr) {
    dispatcher_.finish_question();
    return;
  }
  Client& client = *task.client;
  const std::uint32_t serial = task.job ? task.job->message.header.serial : 0;
  // T10: no lock of the daemon is held from here to the end of the call.
  const auto broken = world_.threads.held_locks().check_api();
  if (!broken.empty()) world_.threads.broken_rule(broken, "calls the API holding", Name{"a lock"});
  world_.trace.record(Event::api_begin, client.id(), serial);
  if (!task.job) {
    have_done(client, log_, [&] { client.session().close(); });
    world_.trace.record(Event::api_end, client.id(), serial);
    dispatcher_.finish_close(task);
    return;
  }
  if (task.job->work) {
    have_done(client, log_, [&] { client.session().work(*task.job->work); });
    world_.trace.record(Event::api_end, client.id(), serial);
    dispatcher_.finish_work(task);
    return;
  }
  std::optional<Reply> reply = answer(client, task.job->message, log_);
  // Before the reply: a client that has it knows that its files are let go.
  task.job->message.files.clear();
  world_.trace.record(Event::api_end, client.id(), serial);
  IL_ASSERT(!reply || !reply->frame.empty(), "a call has no reply");
  dispatcher_.finish(task, std::move(reply));
}

}  // namespace interleave::daemon
