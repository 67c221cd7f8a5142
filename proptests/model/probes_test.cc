// Each probe sees the situation that it is named after, in a crafted trace, and not one that is
// nearly the same.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/probes/probe_watch.h"
#include "proptests/model/script.h"

namespace interleave::testing {
namespace {

using ::testing::Contains;
using ::testing::Not;

std::vector<std::unique_ptr<Monitor>> only(ProbeWatch*& watch) {
  auto owned = std::make_unique<ProbeWatch>();
  watch = owned.get();
  std::vector<std::unique_ptr<Monitor>> monitors;
  monitors.push_back(std::move(owned));
  return monitors;
}

class Probes : public ::testing::Test {
 protected:
  ProbeWatch* watch = nullptr;
  Script script{only(watch)};
  ObjectId loop = script.spawn(script.root(), "loop");
  ObjectId worker = script.spawn(script.root(), "worker", 1);
  ObjectId other = script.spawn(script.root(), "worker", 2);
  ObjectId server = script.mutex("server", Rank::server);
  ObjectId job = script.condvar("job", server);
  ObjectId poller = script.make(ObjectKind::poller, {"poller"});
  ObjectId client = script.client(1);

  // The names of those that the run has come to.
  [[nodiscard]] std::set<std::string_view> seen() const {
    std::set<std::string_view> names;
    for (const Probe& probe : all_probes()) {
      for (std::uint32_t i = 0; i < probe.variants; ++i) {
        if (watch->seen(place_of(probe) + i)) names.insert(probe.name);
      }
    }
    return names;
  }
  void expect(std::string_view name) { EXPECT_THAT(seen(), Contains(name)); }
  void expect_not(std::string_view name) { EXPECT_THAT(seen(), Not(Contains(name))); }

  void begin_wait(ObjectId thread) {
    script.lock(thread, server);
    script.wait(thread, job);
  }
  void enter_api(std::uint64_t serial, ObjectId thread, ObjectId whose) {
    script.take(thread, whose, serial);
    script.record(thread, Event::api_begin, whose, serial);
  }
  void enter_api(std::uint64_t serial) { enter_api(serial, worker, client); }
  void close(ObjectId whose) { script.record(loop, Event::client_closed, whose); }
  ObjectId watch_object(const char* kind) { return script.make(ObjectKind::watch, {kind, 1}); }
};

TEST_F(Probes, AreNamedOnceAndSaidInWords) {
  std::set<std::string_view> names;
  for (const Probe& probe : all_probes()) {
    EXPECT_TRUE(names.insert(probe.name).second) << probe.name;
    EXPECT_FALSE(probe.what.empty()) << probe.name;
    bool looks = probe.mark.has_value();
    for (int event = 0; event < static_cast<int>(Event::count_); ++event) {
      looks = looks || probe.events.has(static_cast<Event>(event));
    }
    EXPECT_TRUE(looks) << probe.name << " is never looked for";
  }
  EXPECT_GE(names.size(), 40U);
}

TEST_F(Probes, BeginAnewWithEachRun) {
  script.lock(worker, server);
  script.record(other, Event::lock_requested, server);
  expect("server-lock-contended");
  script.begin_run();
  EXPECT_TRUE(seen().empty());
}

TEST_F(Probes, CountsRunsByPlace) {
  watch->mark(Mark::stopped_again);
  watch->mark(Mark::stopped_again);
  std::vector<std::uint64_t> runs(situations());
  watch->add_to(runs);
  std::uint64_t sum = 0;
  for (const std::uint64_t each : runs) sum += each;
  EXPECT_EQ(sum, 1U);
}

// Locks.

TEST_F(Probes, ServerLock) {
  script.lock(worker, server);
  expect_not("server-lock-contended");
  script.record(other, Event::lock_requested, server);
  expect("server-lock-contended");
  expect_not("server-lock-crowded");
  script.record(loop, Event::lock_requested, server);
  expect("server-lock-crowded");
}

TEST_F(Probes, OtherLocks) {
  const ObjectId mail = script.mutex("mail", Rank::loop);
  const ObjectId clients = script.mutex("client", Rank::client, 1);
  for (const ObjectId mutex : {mail, clients}) script.lock(worker, mutex);
  script.record(script.root(), Event::lock_requested, clients);
  expect("client-lock-contended");
  expect_not("leaf-lock-contended");
  script.record(loop, Event::lock_requested, mail);
  expect("leaf-lock-contended");
}

TEST_F(Probes, ServerLockDroppedFirst) {
  const ObjectId clients = script.mutex("client", Rank::client, 1);
  script.lock(worker, server);
  script.lock(worker, clients);
  script.unlock(worker, clients);
  script.unlock(worker, server);
  expect_not("server-lock-dropped-first");
  script.lock(worker, server);
  script.lock(worker, clients);
  script.unlock(worker, server);
  expect("server-lock-dropped-first");
}

// Workers.

TEST_F(Probes, WorkerWaits) {
  script.queue(client, 1);
  begin_wait(worker);
  expect_not("worker-waits");
  script.record(other, Event::call_taken, client, 1);
  begin_wait(other);
  expect("worker-waits");
}

TEST_F(Probes, Notifications) {
  begin_wait(worker);
  script.record(loop, Event::notify_one, job);
  expect_not("notified-nobody");
  script.wake(worker, job);
  script.wait(worker, job);
  expect_not("notified-before-wait");
  script.wake(worker, job);
  script.unlock(worker, server);
  script.record(loop, Event::notify_all, job);
  expect("notified-nobody");
  begin_wait(worker);
  expect("notified-before-wait");
}

TEST_F(Probes, WokenForNothing) {
  begin_wait(worker);
  script.wake(worker, job);  // nobody has notified it
  script.wait(worker, job);
  expect_not("woken-for-nothing");
  script.record(loop, Event::notify_one, job);
  script.wake(worker, job);
  script.take(worker, client, 1);
  script.wait(worker, job);
  expect_not("woken-for-nothing");
  script.record(loop, Event::notify_one, job);
  script.wake(worker, job);
  script.wait(worker, job);
  expect("woken-for-nothing");
}

TEST_F(Probes, SignalPassedOn) {
  begin_wait(worker);
  script.record(loop, Event::notify_one, job);
  expect_not("signal-passed-on");
  script.record(other, Event::notify_one, job);
  expect("signal-passed-on");
}

TEST_F(Probes, AllWorkersBusy) {
  begin_wait(other);
  enter_api(1);
  script.queue(client, 2);
  expect_not("all-workers-busy");
  script.record(loop, Event::notify_one, job);
  script.wake(other, job);
  script.queue(client, 3);
  expect("all-workers-busy");
}

TEST_F(Probes, UrgentWorker) {
  script.take(worker, client, 1);
  expect_not("urgent-worker-used");
  script.take(script.spawn(script.root(), "prio-worker", 3), client, 2);
  expect("urgent-worker-used");
}

TEST_F(Probes, PoolGrows) {
  expect_not("pool-grows");
  script.spawn(loop, "reload");
  expect_not("pool-grows");
  script.spawn(loop, "worker", 3);
  expect("pool-grows");
}

TEST_F(Probes, WorkersEnd) {
  script.record(loop, Event::thread_ended, loop);
  expect_not("worker-idles-out");
  script.record(worker, Event::thread_ended, worker);
  expect("worker-idles-out");
  expect_not("worker-ends-at-stop");
  script.record(script.root(), Event::stop_requested, kNoObject);
  script.record(other, Event::thread_ended, other);
  expect("worker-ends-at-stop");
}

TEST_F(Probes, IdleBesideWork) {
  begin_wait(worker);
  script.record(worker, Event::wait_end, job, 0);
  expect_not("idle-beside-work");
  script.wait(worker, job);
  script.queue(client, 1);
  script.record(worker, Event::wait_end, job, 0);
  expect("idle-beside-work");
}

// Calls.

TEST_F(Probes, ThrottledGoesOn) {
  script.answer(worker, client, 1);
  script.record(loop, Event::reply_written, client, 1);
  expect_not("throttled-goes-on");
  script.answer(worker, client, 2);
  script.accept(client, 3);
  script.record(loop, Event::reply_written, client, 2);
  expect("throttled-goes-on");
}

TEST_F(Probes, SideBySide) {
  enter_api(1);
  enter_api(2, other, script.client(2));
  expect_not("calls-side-by-side");
  enter_api(3, other, client);
  expect("calls-side-by-side");
}

TEST_F(Probes, WorkBesideACall) {
  script.record(loop, Event::job_queued, client);
  expect_not("work-beside-a-call");
  enter_api(1);
  script.record(loop, Event::job_queued, client);
  expect("work-beside-a-call");
}

TEST_F(Probes, ClosedInTheMiddle) {
  const auto only_sees = [&](std::string_view name) {
    for (const std::string_view each : {"closed-in-a-call", "closed-with-a-call-queued",
                                        "closed-with-a-call-parked", "closed-with-a-reply"}) {
      if (each == name) {
        expect(each);
      } else {
        expect_not(each);
      }
    }
  };
  const auto again = [&] {
    script.begin_run();
    loop = script.spawn(script.root(), "loop");
    worker = script.spawn(script.root(), "worker", 1);
    client = script.client(1);
  };
  close(client);
  only_sees("");
  again();
  enter_api(1);
  close(client);
  only_sees("closed-in-a-call");
  again();
  script.queue(client, 1);
  close(client);
  only_sees("closed-with-a-call-queued");
  again();
  script.accept(client, 1);
  close(client);
  only_sees("closed-with-a-call-parked");
  again();
  script.answer(worker, client, 1);
  close(client);
  only_sees("closed-with-a-reply");
}

TEST_F(Probes, ReplyGivenUp) {
  script.queue(client, 1);
  enter_api(2);
  close(client);
  script.record(loop, Event::call_dropped, client, 1);
  expect_not("reply-given-up");
  script.record(worker, Event::api_end, client, 2);
  script.record(worker, Event::call_dropped, client, 2);
  expect("reply-given-up");
}

TEST_F(Probes, CallOfClosedTaken) {
  script.take(worker, client, 1);
  script.queue(client, 2);
  expect_not("call-of-closed-taken");
  close(client);
  script.record(other, Event::call_taken, client, 2);
  expect("call-of-closed-taken");
}

TEST_F(Probes, LastReference) {
  script.record(loop, Event::job_queued, client);
  script.record(worker, Event::job_done, client);
  expect_not("last-reference-in-worker");
  close(client);
  script.record(loop, Event::job_queued, client);
  script.record(worker, Event::job_done, client);
  expect("last-reference-in-worker");
  expect_not("loop-sleeps-at-last-reference");
  const ObjectId second = script.client(2);
  close(second);
  script.record(loop, Event::job_queued, second);
  script.record(loop, Event::poll_begin, poller);
  script.record(worker, Event::job_done, second);
  expect("loop-sleeps-at-last-reference");
}

TEST_F(Probes, ReapedBesideACall) {
  const ObjectId second = script.client(2);
  close(second);
  script.record(loop, Event::client_reaped, second);
  expect_not("reaped-beside-a-call");
  const ObjectId third = script.client(3);
  enter_api(1);
  close(third);
  script.record(loop, Event::client_reaped, third);
  expect("reaped-beside-a-call");
}

// The loop.

TEST_F(Probes, Poll) {
  script.record(loop, Event::poll_begin, poller);
  script.record(worker, Event::poll_woken, poller);
  script.record(loop, Event::poll_end, poller, 1);
  expect_not("woken-before-poll");
  expect_not("several-ready");
  script.record(worker, Event::poll_woken, poller);
  expect("woken-before-poll");
  script.record(loop, Event::poll_begin, poller);
  script.record(loop, Event::poll_end, poller, 2);
  expect("several-ready");
}

TEST_F(Probes, RemovedInCallbacks) {
  const ObjectId first = watch_object("handle");
  const ObjectId second = watch_object("handle");
  const ObjectId third = watch_object("handle");
  script.record(loop, Event::callback_begin, first);
  script.record(loop, Event::watch_removed, first);
  expect("removed-in-own-callback");
  expect_not("removed-in-other-callback");
  script.record(loop, Event::watch_removed, second);
  expect("removed-in-other-callback");
  script.record(loop, Event::callback_end, first);
  script.record(worker, Event::watch_removed, third);
  expect_not("removed-while-called-back");
  const ObjectId fourth = watch_object("handle");
  script.record(loop, Event::callback_begin, fourth);
  script.record(worker, Event::watch_removed, fourth);
  expect("removed-while-called-back");
}

TEST_F(Probes, TimerRemovedWhenDue) {
  const ObjectId timer = watch_object("timer");
  script.record(loop, Event::poll_begin, poller, 1);
  script.record(worker, Event::poll_woken, poller);
  script.record(loop, Event::poll_end, poller, 0);
  script.record(worker, Event::watch_removed, timer);
  expect_not("timer-removed-when-due");
  const ObjectId second = watch_object("timer");
  script.record(loop, Event::poll_begin, poller, 1);
  script.record(loop, Event::poll_end, poller, 0);
  script.record(worker, Event::watch_removed, second);
  expect("timer-removed-when-due");
}

// What the trace does not show.

TEST_F(Probes, Marks) {
  for (const Probe& probe : all_probes()) {
    if (!probe.mark || probe.sees != nullptr) continue;
    expect_not(probe.name);
    for (std::uint32_t i = 0; i < probe.variants; ++i) {
      watch->mark(*probe.mark, probe.first + i);
      EXPECT_TRUE(watch->seen(place_of(probe) + i)) << probe.name << " " << i;
    }
  }
}

TEST_F(Probes, VariantsAreToldApart) {
  watch->mark(Mark::frame_split, 3);
  watch->mark(Mark::frame_split, 0);
  watch->mark(Mark::frame_split, 28);
  std::vector<std::uint64_t> runs(situations());
  watch->add_to(runs);
  for (const Probe& probe : all_probes()) {
    if (probe.name != "header-split") continue;
    for (std::uint32_t i = 0; i < probe.variants; ++i) {
      EXPECT_EQ(runs[place_of(probe) + i], i == 2 ? 1U : 0U) << i;
    }
  }
}

TEST_F(Probes, DescriptorsAgain) {
  script.client(2);
  expect_not("descriptors-again");
  watch->mark(Mark::accept_paused);
  script.client(3);
  expect("descriptors-again");
}

// Stops and reloads.

TEST_F(Probes, StopAtOnce) {
  script.record(script.root(), Event::stop_requested, kNoObject);
  expect("stop-before-first-poll");
  expect_not("stop-in-a-call");
  expect_not("stop-with-a-call-queued");
}

TEST_F(Probes, StopInTheMiddle) {
  script.record(loop, Event::poll_begin, poller);
  enter_api(1);
  script.queue(client, 2);
  script.record(loop, Event::call_refused, client, 2);
  expect_not("call-refused-at-stop");
  script.queue(client, 3);
  script.record(script.root(), Event::stop_requested, kNoObject);
  expect_not("stop-before-first-poll");
  expect("stop-in-a-call");
  expect("stop-with-a-call-queued");
  expect_not("client-after-stop");
  expect_not("call-after-stop");
  script.record(loop, Event::call_refused, client, 3);
  expect("call-refused-at-stop");
  script.accept(client, 4);
  expect("call-after-stop");
  script.client(2);
  expect("client-after-stop");
}

TEST_F(Probes, ForcedToStop) {
  script.record(script.root(), Event::stopped, kNoObject, 0);
  expect_not("forced-to-stop");
  script.record(script.root(), Event::stopped, kNoObject, 1);
  expect("forced-to-stop");
}

TEST_F(Probes, Reloads) {
  watch->mark(Mark::reload);
  expect_not("reload-in-a-call");
  enter_api(1);
  watch->mark(Mark::reload);
  expect("reload-in-a-call");
  expect_not("reload-after-stop");
  watch->mark(Mark::fewer_clients, 1);
  watch->mark(Mark::fewer_requests, 1);
  expect_not("fewer-clients-than-are-in");
  expect_not("fewer-slots-than-are-used");
  script.accept(client, 2);
  watch->mark(Mark::fewer_requests, 1);
  expect_not("fewer-slots-than-are-used");
  script.record(loop, Event::call_queued, client, 2);
  watch->mark(Mark::fewer_requests, 1);
  expect("fewer-slots-than-are-used");
  script.client(2);
  watch->mark(Mark::fewer_clients, 1);
  expect("fewer-clients-than-are-in");
  script.record(script.root(), Event::stop_requested, kNoObject);
  watch->mark(Mark::reload);
  expect("reload-after-stop");
}

}  // namespace
}  // namespace interleave::testing
