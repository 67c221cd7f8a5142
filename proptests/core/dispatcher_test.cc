#include "daemon/core/dispatcher.h"

#include <atomic>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/core/idle_client.h"
#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using testing::in_world;

constexpr Duration kIdle = std::chrono::milliseconds(5);

// A dispatcher with workers that only count what they get.
class Bench {
 public:
  Bench(sim::SimWorld& world, Limits limits)
      : world_(world), dispatcher(world.world(), limits, counters_, [this] { ++wakes; }) {}

  void start(Lane lane) {
    dispatcher.reserve(lane);
    const Name name{"worker", static_cast<std::uint32_t>(threads_.size() + 1)};
    threads_.push_back(world_.threads().spawn(name, [this, name, lane] {
      Seat seat{.name = name, .lane = lane, .locks = world_.threads().held_locks()};
      dispatcher.enter(seat);
      while (const std::optional<Task> task = dispatcher.next(seat)) {
        Trace& trace = world_.trace();
        const std::uint32_t serial = task->job ? task->job->message.header.serial : 0;
        trace.record(Event::api_begin, task->client->id(), serial);
        trace.record(Event::api_end, task->client->id(), serial);
        if (task->job) {
          dispatcher.finish(*task, Reply{{std::byte{1}}, false});
        } else {
          dispatcher.finish_close(*task);
        }
      }
      ++ended;
    }));
  }
  void end() {
    dispatcher.quit();
    for (const auto& thread : threads_) thread->join();
  }
  void sleep(Duration time) { world_.sleep_until(later(world_.clock().now(), time)); }

  // Calls of these serials have been read and are handed over.
  std::size_t submit(Client& client, std::initializer_list<std::uint32_t> serials) {
    std::vector<Job> jobs;
    for (const std::uint32_t serial : serials) {
      world_.trace().record(Event::call_accepted, client.id(), serial);
      jobs.push_back({{{.serial = serial}, {}}, Lane::ordinary});
    }
    return dispatcher.submit(client, jobs);
  }
  // These calls will not be made; returns how many there are.
  template <class Jobs>
  std::size_t drop(Client& client, const Jobs& jobs) {
    for (const Job& job : jobs) {
      world_.trace().record(Event::call_dropped, client.id(), job.message.header.serial);
    }
    return jobs.size();
  }

 private:
  sim::SimWorld& world_;
  Counters counters_;

 public:
  std::atomic<int> wakes = 0;
  std::atomic<int> ended = 0;
  Dispatcher dispatcher;

 private:
  std::vector<std::unique_ptr<Thread>> threads_;
};

TEST(Dispatcher, AWorkerThatIsOnlyReservedKeepsNobodyFromStaying) {
  in_world([](sim::SimWorld& world) {
    Limits limits;
    limits.min_workers = 1;
    limits.worker_idle = kIdle;
    Bench bench(world, limits);
    bench.start(Lane::ordinary);
    // The load has asked for a second worker; the system will refuse it.
    bench.dispatcher.reserve(Lane::ordinary);
    bench.sleep(3 * kIdle);
    bench.dispatcher.cancel(Lane::ordinary);
    EXPECT_EQ(bench.dispatcher.ordinary_workers(), 1U);
    EXPECT_EQ(bench.ended, 0);
    bench.end();
  });
}

TEST(Dispatcher, IdleWorkersBeyondTheLeastNumberEnd) {
  in_world([](sim::SimWorld& world) {
    Limits limits;
    limits.min_workers = 1;
    limits.worker_idle = kIdle;
    Bench bench(world, limits);
    for (int i = 0; i < 3; ++i) bench.start(Lane::ordinary);
    bench.sleep(kIdle / 2);
    EXPECT_EQ(bench.dispatcher.ordinary_workers(), 3U);
    bench.sleep(3 * kIdle);
    EXPECT_EQ(bench.dispatcher.ordinary_workers(), 1U);
    EXPECT_EQ(bench.ended, 2);
    bench.end();
  });
}

TEST(Dispatcher, WorkersThatWaitFollowLowerLimits) {
  in_world([](sim::SimWorld& world) {
    Limits limits;
    limits.min_workers = 3;
    limits.prio_workers = 2;
    limits.worker_idle = kIdle;
    Bench bench(world, limits);
    for (int i = 0; i < 3; ++i) bench.start(Lane::ordinary);
    for (int i = 0; i < 2; ++i) bench.start(Lane::urgent);
    bench.sleep(3 * kIdle);
    EXPECT_EQ(bench.ended, 0);
    limits.min_workers = limits.prio_workers = 1;
    {
      const ServerLock server(bench.dispatcher.mutex());
      bench.dispatcher.set_limits(limits);
    }
    bench.sleep(3 * kIdle);
    EXPECT_EQ(bench.dispatcher.crew_size(Lane::ordinary), 1U);
    EXPECT_EQ(bench.dispatcher.crew_size(Lane::urgent), 1U);
    bench.end();
  });
}

TEST(Dispatcher, AsksForAsManyWorkersAsThereAreCallsThatNobodyCanTake) {
  in_world([](sim::SimWorld& world) {
    Limits limits;
    limits.min_workers = 1;
    limits.max_workers = 3;
    Bench bench(world, limits);
    testing::IdleClient client(world, 1);
    EXPECT_EQ(bench.submit(client.get(), {1, 2, 3, 4, 5}), 3U);
    bench.dispatcher.reserve(Lane::ordinary);
    EXPECT_EQ(bench.submit(client.get(), {6}), 2U);
    bench.dispatcher.cancel(Lane::ordinary);
    EXPECT_EQ(bench.drop(client.get(), bench.dispatcher.withdraw(client.get())), 6U);
    bench.end();
  });
}

TEST(Dispatcher, RepliesComeBackByClientAndTheLoopIsAskedOnce) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, Limits{});
    testing::IdleClient client(world, 1);
    // Two wanted, since nobody is there yet.
    EXPECT_EQ(bench.submit(client.get(), {1, 2}), 2U);
    bench.start(Lane::ordinary);
    bench.sleep(kIdle);
    EXPECT_EQ(bench.wakes, 1);
    const auto replies = bench.dispatcher.take_replies();
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies.front().client, &client.get());
    EXPECT_EQ(replies.front().frames.size(), 2U);
    EXPECT_TRUE(bench.dispatcher.take_replies().empty());
    bench.end();
  });
}

TEST(Dispatcher, AClosedClientIsReapableOnceItsSessionIsClosed) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, Limits{});
    testing::IdleClient client(world, 1);
    bench.submit(client.get(), {1});
    EXPECT_EQ(bench.drop(client.get(), bench.dispatcher.close(client.get())), 1U);
    EXPECT_TRUE(bench.dispatcher.take_reapable().empty());
    bench.start(Lane::urgent);
    bench.sleep(kIdle);
    EXPECT_EQ(bench.dispatcher.take_reapable(), ReadyNode{&client.get()});
    EXPECT_TRUE(bench.dispatcher.take_reapable().empty());
    bench.end();
  });
}

}  // namespace
}  // namespace interleave::daemon
