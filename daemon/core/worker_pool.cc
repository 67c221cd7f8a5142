#include "daemon/core/worker_pool.h"

#include <exception>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "daemon/core/peer_text.h"
#include "daemon/rpc/dispatch.h"
#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

Reply failed(const Client& client, const rpc::FrameHeader& call, std::string_view why, Log& log) {
  log.write({.level = LogLevel::error,
             .source = "core.workers",
             .reason = "exception",
             .client = client.info().number,
             .text = fmt::format("procedure {} has failed with an exception: {}", call.procedure,
                                 peer_text(why))});
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

}  // namespace

WorkerPool::WorkerPool(const World& world, const Limits& limits, Dispatcher& dispatcher, Log& log,
                       std::function<void()> wake_loop)
    : world_(world),
      dispatcher_(dispatcher),
      log_(log),
      wake_loop_(std::move(wake_loop)),
      limits_(limits) {}

WorkerPool::~WorkerPool() {
  IL_ASSERT(threads_.empty(), "workers are left behind");
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
  std::vector<std::uint32_t> ended;
  {
    ServerLock server(dispatcher_.mutex());
    ended.swap(ended_);
  }
  for (const std::uint32_t number : ended) {
    threads_.at(number)->join();
    threads_.erase(number);
  }
}

void WorkerPool::join_all() {
  for (const auto& [number, thread] : threads_) thread->join();
  threads_.clear();
  ServerLock server(dispatcher_.mutex());
  ended_.clear();
}

bool WorkerPool::spawn(Lane lane) {
  const std::uint32_t number = ++last_number_;
  const Name name{lane == Lane::urgent ? "prio-worker" : "worker", number};
  dispatcher_.reserve(lane);
  std::unique_ptr<Thread> thread =
      world_.threads.spawn(name, [this, name, lane] { work(name, lane); });
  if (!thread) {
    dispatcher_.cancel(lane);
    const std::string text = fmt::format("cannot start {}: no thread to be had", name.text());
    log_.write({.level = LogLevel::warning,
                .source = "core.workers",
                .reason = "no-thread",
                .text = text});
    return false;
  }
  threads_.emplace(number, std::move(thread));
  return true;
}

void WorkerPool::work(Name name, Lane lane) {
  Seat seat{.name = name, .lane = lane, .locks = world_.threads.held_locks()};
  dispatcher_.enter(seat);
  while (std::optional<Task> task = dispatcher_.next(seat)) perform(std::move(*task));
  {
    ServerLock server(dispatcher_.mutex());
    ended_.push_back(name.number);
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
    client.session().close();
    world_.trace.record(Event::api_end, client.id(), serial);
    dispatcher_.finish_close(task);
    return;
  }
  if (task.job->work) {
    client.session().work(*task.job->work);
    world_.trace.record(Event::api_end, client.id(), serial);
    dispatcher_.finish_work(task);
    return;
  }
  Reply reply = make_call(client, task.job->message, log_);
  // Before the reply: a client that has it knows that its files are let go.
  task.job->message.files.clear();
  world_.trace.record(Event::api_end, client.id(), serial);
  IL_ASSERT(!reply.frame.empty(), "a call has no reply");
  dispatcher_.finish(task, std::move(reply));
}

}  // namespace interleave::daemon
