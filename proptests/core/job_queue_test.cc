#include "daemon/core/job_queue.h"

#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "proptests/core/idle_client.h"
#include "proptests/core/in_world.h"

namespace interleave::daemon {
namespace {

using testing::in_world;

// A queue with clients, under its own server lock. Serials name the jobs.
class Bench {
 public:
  explicit Bench(sim::SimWorld& world, std::uint32_t clients)
      : mutex_(world.threads().make_mutex(Name{"server"}, Rank::server)) {
    for (std::uint32_t i = 1; i <= clients; ++i) {
      clients_.push_back(std::make_unique<testing::IdleClient>(world, i));
    }
  }
  void push(std::size_t client, std::uint32_t serial, Lane lane = Lane::ordinary) {
    ServerLock server(*mutex_);
    Client& to = clients_[client - 1]->get();
    ClientLock lock(to.mutex(), ServerHeld{});
    queue_.push(to, {{{.serial = serial}, {}}, lane});
  }
  std::size_t withdraw(std::size_t client) {
    ServerLock server(*mutex_);
    Client& from = clients_[client - 1]->get();
    ClientLock lock(from.mutex(), ServerHeld{});
    return queue_.withdraw(from).size();
  }
  void close(std::size_t client) {
    ServerLock server(*mutex_);
    queue_.push_closing(clients_[client - 1]->get());
  }
  // The next job's serial; 0 for a session to be closed.
  std::uint32_t take(Lane lane = Lane::ordinary) {
    ServerLock server(*mutex_);
    EXPECT_TRUE(queue_.has_work(lane));
    const Task task = queue_.take(lane);
    return task.job ? task.job->message.header.serial : 0;
  }
  bool has_work(Lane lane) {
    ServerLock server(*mutex_);
    return queue_.has_work(lane);
  }
  std::size_t size() {
    ServerLock server(*mutex_);
    return queue_.size();
  }

 private:
  const std::unique_ptr<Mutex> mutex_;
  JobQueue queue_;
  std::vector<std::unique_ptr<testing::IdleClient>> clients_;
};

TEST(JobQueue, ServesClientsInTurnHoweverMuchOneHas) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, 3);
    for (const std::uint32_t serial : {11U, 12U, 13U, 14U}) bench.push(1, serial);
    bench.push(2, 21);
    bench.push(3, 31);
    EXPECT_EQ(bench.size(), 6U);
    std::vector<std::uint32_t> order;
    while (bench.has_work(Lane::ordinary)) order.push_back(bench.take());
    EXPECT_EQ(order, (std::vector<std::uint32_t>{11, 21, 31, 12, 13, 14}));
    EXPECT_EQ(bench.size(), 0U);
  });
}

TEST(JobQueue, AnUrgentWorkerTakesUrgentCallsOnlyAndOverOrdinaryOnes) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, 2);
    bench.push(1, 11);
    EXPECT_FALSE(bench.has_work(Lane::urgent));
    bench.push(1, 12, Lane::urgent);
    bench.push(2, 21, Lane::urgent);
    EXPECT_EQ(bench.take(Lane::urgent), 12U);
    EXPECT_EQ(bench.take(Lane::urgent), 21U);
    EXPECT_FALSE(bench.has_work(Lane::urgent));
    EXPECT_EQ(bench.take(), 11U);
    EXPECT_FALSE(bench.has_work(Lane::ordinary));
  });
}

TEST(JobQueue, AnOrdinaryWorkerTakesUrgentCallsToo) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, 1);
    bench.push(1, 11, Lane::urgent);
    EXPECT_EQ(bench.take(), 11U);
    EXPECT_FALSE(bench.has_work(Lane::urgent));
  });
}

TEST(JobQueue, AWithdrawnClientIsInNoLane) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, 2);
    bench.push(1, 11, Lane::urgent);
    bench.push(1, 12);
    bench.push(2, 21);
    EXPECT_EQ(bench.withdraw(1), 2U);
    EXPECT_EQ(bench.withdraw(1), 0U);
    EXPECT_FALSE(bench.has_work(Lane::urgent));
    EXPECT_EQ(bench.take(), 21U);
    bench.push(1, 13);
    EXPECT_EQ(bench.take(), 13U);
  });
}

TEST(JobQueue, SessionsAreClosedBeforeCallsAreMadeByAnyWorker) {
  in_world([](sim::SimWorld& world) {
    Bench bench(world, 2);
    bench.push(1, 11);
    bench.close(2);
    EXPECT_TRUE(bench.has_work(Lane::urgent));
    EXPECT_EQ(bench.take(Lane::urgent), 0U);
    EXPECT_EQ(bench.take(), 11U);
  });
}

}  // namespace
}  // namespace interleave::daemon
