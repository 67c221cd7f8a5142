// The rules of what is made and destroyed: watches, leaks, shutdown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;

class Watches : public ::testing::Test {
 protected:
  Script script;
  ObjectId loop = script.spawn(script.root(), "loop");
  ObjectId worker = script.spawn(script.root(), "worker", 1);
  ObjectId watch = script.make(ObjectKind::watch, {"watch", 1});
  ObjectId poller = script.make(ObjectKind::poller, {"poller"});

  void sleep_in_poll() { script.record(loop, Event::poll_begin, poller); }
};

TEST_F(Watches, FreedOnceAfterTheLastCallback) {
  script.record(loop, Event::callback_begin, watch);
  script.record(loop, Event::watch_removed, watch);
  script.record(loop, Event::callback_end, watch);
  script.record(loop, Event::watch_freed, watch);
  sleep_in_poll();
  script.world(Event::settled);
  EXPECT_EQ(story(script), "");
}

TEST_F(Watches, FreedTwice) {
  script.record(loop, Event::watch_freed, watch);
  script.record(loop, Event::watch_freed, watch);
  EXPECT_EQ(broken(script), "use-after-free");
}

TEST_F(Watches, CalledBackAfterItWasFreed) {
  script.record(loop, Event::watch_freed, watch);
  script.record(loop, Event::callback_begin, watch);
  EXPECT_EQ(broken(script), "use-after-free");
  EXPECT_THAT(story(script), HasSubstr("loop uses watch.1, which is gone (callback_begin)"));
}

TEST_F(Watches, FreedWhileItsCallbackRuns) {
  script.record(loop, Event::callback_begin, watch);
  script.record(worker, Event::watch_freed, watch);
  EXPECT_EQ(broken(script), "use-after-free");
  EXPECT_THAT(story(script), HasSubstr("while its callback runs"));
}

TEST_F(Watches, CalledBackByTheThreadThatRemovedIt) {
  script.record(loop, Event::watch_removed, watch);
  script.record(loop, Event::callback_begin, watch);
  EXPECT_EQ(broken(script), "use-after-free");
}

TEST_F(Watches, CalledBackOnceMoreWhenAnotherThreadRemovedIt) {
  script.record(worker, Event::watch_removed, watch);
  script.record(loop, Event::callback_begin, watch);
  script.record(loop, Event::callback_end, watch);
  EXPECT_EQ(story(script), "");
}

TEST_F(Watches, RemovedAndForgottenByALoopThatSleeps) {
  sleep_in_poll();
  script.record(worker, Event::watch_removed, watch);
  script.world(Event::settled);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr("watch.1 was removed and never freed"));
  EXPECT_THAT(story(script), HasSubstr("it was removed by worker.1"));
}

TEST_F(Watches, RemovedWhenNoLoopRuns) {
  script.record(worker, Event::watch_removed, watch);
  script.world(Event::settled);
  EXPECT_EQ(story(script), "");
}

class Leaks : public ::testing::Test {
 protected:
  Script script;
  ObjectId worker = script.spawn(script.root(), "worker", 1);

  void join(ObjectId thread) {
    script.record(thread, Event::thread_ended, thread);
    script.record(script.root(), Event::join_begin, thread);
    script.record(script.root(), Event::join_end, thread);
  }
};

TEST_F(Leaks, AClientWhosePeerIsGone) {
  script.client(1);
  script.client(2);
  script.world(Event::settled, 1);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr("2 clients are open for 1 peers"));
}

TEST_F(Leaks, AFileThatNoClientIsLeftFor) {
  const ObjectId client = script.client(1);
  script.make(ObjectKind::file, {"file", 3});
  script.record(worker, Event::poll_begin, script.make(ObjectKind::poller, {"poller"}));
  script.world(Event::settled, 1);
  EXPECT_EQ(story(script), "") << "a client may have one that waits";
  script.record(script.root(), Event::client_closed, client);
  script.record(script.root(), Event::client_reaped, client);
  script.world(Event::settled, 0);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr("every client has gone, and nobody closes file.3"));
}

TEST_F(Leaks, AsManyClientsAsPeers) {
  script.client(1);
  script.client(2);
  script.world(Event::settled, 2);
  EXPECT_EQ(story(script), "");
}

TEST_F(Leaks, AClientMayWaitForItsCallInTheApi) {
  const ObjectId client = script.client(1);
  script.take(worker, client, 3);
  script.record(worker, Event::api_begin, client, 3);
  script.record(script.root(), Event::client_closed, client);
  script.world(Event::settled, 0);
  EXPECT_EQ(story(script), "");
  script.record(worker, Event::api_end, client, 3);
  script.record(worker, Event::call_dropped, client, 3);
  script.world(Event::settled, 0);
  EXPECT_EQ(broken(script), "leak");
}

TEST_F(Leaks, ACallInTheApiDoesNotExcuseAHangUpThatIsNotNoticed) {
  const ObjectId client = script.client(1);
  script.take(worker, client, 3);
  script.record(worker, Event::api_begin, client, 3);
  script.world(Event::settled, 1);
  EXPECT_EQ(story(script), "");
  script.world(Event::settled, 0);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr("a hang-up was not noticed"));
}

TEST_F(Leaks, AClosedClientIsReapedThoughItsPeerIsStillOpen) {
  const ObjectId client = script.client(1);
  script.record(script.root(), Event::client_closed, client);
  script.world(Event::settled, 5);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr("nobody reaps it"));
}

TEST_F(Leaks, ALockOfTheModelAtRest) {
  const ObjectId server = script.mutex("server", Rank::server);
  script.lock(worker, server);
  script.world(Event::settled, 0);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr("worker.1 still holds the server lock"));
}

TEST_F(Leaks, ADriversLockAtRest) {
  const ObjectId driver = script.mutex("driver", Rank::driver);
  script.lock(worker, driver);
  script.world(Event::settled, 0);
  EXPECT_EQ(story(script), "");
}

TEST_F(Leaks, AnEndWithNothingLeft) {
  const ObjectId mutex = script.mutex("server", Rank::server);
  const ObjectId condvar = script.condvar("job", mutex);
  const ObjectId watch = script.make(ObjectKind::watch, {"watch", 1});
  const ObjectId client = script.client(1);
  join(worker);
  script.record(script.root(), Event::client_reaped, client);
  script.record(script.root(), Event::watch_freed, watch);
  script.record(script.root(), Event::object_destroyed, condvar);
  script.record(script.root(), Event::object_destroyed, mutex);
  script.world(Event::finished);
  EXPECT_EQ(story(script), "");
}

TEST_F(Leaks, AThreadThatNobodyJoined) {
  script.record(worker, Event::thread_ended, worker);
  script.world(Event::finished);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr("nobody has joined worker.1"));
}

TEST_F(Leaks, AnUnrankedLockThatIsHeldAtTheEndIsAThreadThatEndsHolding) {
  const ObjectId mutex = script.mutex("a", Rank::unranked);
  script.lock(worker, mutex);
  script.record(worker, Event::thread_ended, worker);
  EXPECT_EQ(broken(script), "mutex-misuse");
}

class LeftAtTheEnd : public Leaks, public ::testing::WithParamInterface<ObjectKind> {};

TEST_P(LeftAtTheEnd, IsALeak) {
  script.make(GetParam(), {"thing", 7});
  join(worker);
  script.world(Event::finished);
  EXPECT_EQ(broken(script), "leak");
  EXPECT_THAT(story(script), HasSubstr(std::string(to_string(GetParam())) + " thing.7"));
}
INSTANTIATE_TEST_SUITE_P(Kinds, LeftAtTheEnd,
                         ::testing::Values(ObjectKind::mutex, ObjectKind::condvar,
                                           ObjectKind::poller, ObjectKind::listener,
                                           ObjectKind::stream, ObjectKind::watch,
                                           ObjectKind::client, ObjectKind::file),
                         [](const auto& test) { return std::string(to_string(test.param)); });

class Shutdown : public ::testing::Test {
 protected:
  Script script;
  ObjectId server = script.make(ObjectKind::server, {"server"});

  void stop(Duration deadline) {
    script.record(script.root(), Event::stop_requested, server,
                  static_cast<std::uint64_t>(deadline.count()));
  }
  void stopped() { script.record(script.root(), Event::stopped, server, 0); }
};

TEST_F(Shutdown, InTime) {
  stop(seconds(15));
  script.pass(seconds(15));
  script.world(Event::settled);
  stopped();
  script.world(Event::finished);
  EXPECT_EQ(story(script), "");
}

TEST_F(Shutdown, TooLate) {
  stop(seconds(15));
  script.pass(milliseconds(16'001));
  stopped();
  EXPECT_EQ(broken(script), "bounded-shutdown");
  EXPECT_THAT(story(script), HasSubstr("16001 ms after it was asked to"));
}

TEST_F(Shutdown, StillRunningPastTheBound) {
  stop(seconds(15));
  script.pass(seconds(20));
  script.world(Event::settled);
  EXPECT_EQ(broken(script), "bounded-shutdown");
}

TEST_F(Shutdown, OfADaemonThatCouldNotBegin) {
  stop(seconds(15));
  script.world(Event::finished);
  EXPECT_EQ(story(script), "");
}

TEST_F(Shutdown, TimeThatTheWorldSkippedDoesNotCount) {
  stop(seconds(15));
  script.pass(seconds(30));
  script.world(Event::time_skipped, static_cast<std::uint64_t>(Duration(seconds(30)).count()));
  script.pass(seconds(16));
  stopped();
  EXPECT_EQ(story(script), "");
}

TEST_F(Shutdown, TheFirstRequestCounts) {
  stop(seconds(1));
  script.pass(seconds(2));
  stop(seconds(10));
  script.pass(seconds(1));
  stopped();
  EXPECT_EQ(broken(script), "bounded-shutdown");
}

TEST_F(Shutdown, Stuck) {
  stop(seconds(15));
  script.world(Event::stuck, 2);
  EXPECT_EQ(broken(script), "bounded-shutdown");
}

TEST_F(Shutdown, Cut) {
  stop(seconds(15));
  script.world(Event::step_limit, 1000);
  EXPECT_EQ(broken(script), "bounded-shutdown");
}

TEST_F(Shutdown, AnEndWithoutAWord) {
  stop(seconds(15));
  const ObjectId poller = script.make(ObjectKind::poller, {"poller"});
  script.record(script.root(), Event::poll_begin, poller);
  script.record(script.root(), Event::poll_end, poller);
  script.record(script.root(), Event::object_destroyed, poller);
  script.world(Event::finished);
  EXPECT_EQ(broken(script), "bounded-shutdown");
}

TEST_F(Shutdown, NobodyAsked) {
  script.pass(seconds(100));
  script.world(Event::settled);
  script.world(Event::finished);
  EXPECT_EQ(story(script), "");
}

}  // namespace
}  // namespace interleave::testing
