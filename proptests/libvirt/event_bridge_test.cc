// libvirt's event implementation on the daemon's own loop, on a real thread with a real poller.
#include "daemon/libvirt/event_bridge.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include <gtest/gtest.h>
#include <libvirt/libvirt.h>
#include <sys/socket.h>
#include <unistd.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/poller.h"
#include "proptests/libvirt/client.h"

namespace interleave::daemon {
namespace {

// The loop runs in a thread of its own for as long as the test does.
class EventBridgeTest : public ::testing::Test {
 protected:
  EventBridgeTest()
      : poller_(test_threads(), trace_),
        loop_({.clock = clock_, .threads = test_threads(), .poller = poller_, .trace = trace_}),
        bridge_(std::make_unique<EventBridge>(loop_)),
        thread_(test_threads().spawn({"loop"}, [this] { loop_.run(); })) {
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends_), 0);
  }
  ~EventBridgeTest() override {
    loop_.quit();
    thread_->join();
    for (const int end : ends_) {
      if (end >= 0) close(end);
    }
  }

  static bool eventually(const std::function<bool()>& condition) {
    for (int i = 0; i < 5000; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return false;
  }

  NoTrace trace_;
  RealClock clock_;
  AsioPoller poller_;
  EventLoop loop_;
  std::unique_ptr<EventBridge> bridge_;
  int ends_[2] = {-1, -1};

 private:
  std::unique_ptr<Thread> thread_;
};

// What callbacks have seen.
struct Seen {
  std::atomic<int> calls{0};
  std::atomic<int> events{0};
  std::atomic<int> descriptor{-1};
  std::atomic<int> freed{0};
};

void on_handle(int, int descriptor, int events, void* opaque) {
  auto* seen = static_cast<Seen*>(opaque);
  seen->descriptor = descriptor;
  seen->events |= events;
  ++seen->calls;
  char byte = 0;
  // Consumes what is there, so that a level-triggered watch comes to rest.
  while (read(descriptor, &byte, 1) == 1) {
  }
}
void on_timeout(int, void* opaque) {
  ++static_cast<Seen*>(opaque)->calls;
}
void on_free(void* opaque) {
  ++static_cast<Seen*>(opaque)->freed;
}

TEST_F(EventBridgeTest, AReadableHandleCallsBackWithItsOwnDescriptor) {
  Seen seen;
  const int watch =
      virEventAddHandle(ends_[0], VIR_EVENT_HANDLE_READABLE, on_handle, &seen, on_free);
  ASSERT_GT(watch, 0);
  ASSERT_EQ(write(ends_[1], "x", 1), 1);
  ASSERT_TRUE(eventually([&] { return seen.calls > 0; }));
  EXPECT_EQ(seen.descriptor, ends_[0]);
  EXPECT_EQ(seen.events, VIR_EVENT_HANDLE_READABLE);
  EXPECT_EQ(virEventRemoveHandle(watch), 0);
  EXPECT_TRUE(eventually([&] { return seen.freed == 1; }));
  EXPECT_EQ(virEventRemoveHandle(watch), -1);
}

TEST_F(EventBridgeTest, InterestIsUpdated) {
  Seen seen;
  const int watch = virEventAddHandle(ends_[0], 0, on_handle, &seen, on_free);
  ASSERT_GT(watch, 0);
  ASSERT_EQ(write(ends_[1], "x", 1), 1);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(seen.calls, 0);
  virEventUpdateHandle(watch, VIR_EVENT_HANDLE_WRITABLE);
  EXPECT_TRUE(eventually([&] { return (seen.events & VIR_EVENT_HANDLE_WRITABLE) != 0; }));
  EXPECT_EQ(seen.events & VIR_EVENT_HANDLE_READABLE, 0);
  virEventRemoveHandle(watch);
  EXPECT_TRUE(eventually([&] { return seen.freed == 1; }));
}

TEST_F(EventBridgeTest, AHangUpIsOne) {
  Seen seen;
  const int watch = virEventAddHandle(ends_[0], VIR_EVENT_HANDLE_HANGUP, on_handle, &seen, on_free);
  close(ends_[1]);
  ends_[1] = -1;
  EXPECT_TRUE(eventually([&] { return seen.events == VIR_EVENT_HANDLE_HANGUP; }));
  virEventRemoveHandle(watch);
  EXPECT_TRUE(eventually([&] { return seen.freed == 1; }));
}

// libvirt's own users do that: remove, close, and the number is somebody else's.
TEST_F(EventBridgeTest, ADescriptorMayBeClosedRightAfterItsRemoval) {
  for (int round = 0; round < 100; ++round) {
    int ends[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    Seen seen;
    const int watch =
        virEventAddHandle(ends[0], VIR_EVENT_HANDLE_READABLE, on_handle, &seen, on_free);
    ASSERT_GT(watch, 0);
    ASSERT_EQ(write(ends[1], "x", 1), 1);
    EXPECT_EQ(virEventRemoveHandle(watch), 0);
    close(ends[0]);
    close(ends[1]);
    ASSERT_TRUE(eventually([&] { return seen.freed == 1; }));
  }
}

TEST_F(EventBridgeTest, WhatIsNoDescriptorIsNotWatched) {
  EXPECT_EQ(virEventAddHandle(1 << 20, VIR_EVENT_HANDLE_READABLE, on_handle, nullptr, nullptr), -1);
}

TEST_F(EventBridgeTest, Timers) {
  Seen seen;
  const int timer = virEventAddTimeout(-1, on_timeout, &seen, on_free);
  ASSERT_GT(timer, 0);
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_EQ(seen.calls, 0) << "disabled";
  virEventUpdateTimeout(timer, 1);
  EXPECT_TRUE(eventually([&] { return seen.calls >= 3; }));
  virEventUpdateTimeout(timer, 0);
  const int before = seen.calls;
  EXPECT_TRUE(eventually([&] { return seen.calls >= before + 3; }));
  EXPECT_EQ(virEventRemoveTimeout(timer), 0);
  EXPECT_TRUE(eventually([&] { return seen.freed == 1; }));
  EXPECT_EQ(virEventRemoveTimeout(timer), -1);
}

// The test driver delivers its events through a timer of the loop.
TEST_F(EventBridgeTest, ADriversEventsArrive) {
  const ConnectionRef connection(virConnectOpen("test:///default"));
  ASSERT_TRUE(connection);
  Seen seen;
  const virConnectDomainEventCallback callback = [](virConnectPtr, virDomainPtr, int event, int,
                                                    void* opaque) {
    static_cast<Seen*>(opaque)->events = event;
    ++static_cast<Seen*>(opaque)->calls;
    return 0;
  };
  ASSERT_EQ(virConnectDomainEventRegister(connection.get(), callback, &seen, on_free), 0);
  const DomainRef domain(virDomainLookupByName(connection.get(), "test"));
  ASSERT_EQ(virDomainSuspend(domain.get()), 0);
  EXPECT_TRUE(eventually([&] { return seen.calls == 1; }));
  EXPECT_EQ(seen.events, VIR_DOMAIN_EVENT_SUSPENDED);
  EXPECT_EQ(virConnectDomainEventDeregister(connection.get(), callback), 0);
  EXPECT_TRUE(eventually([&] { return seen.freed == 1; }));
}

TEST_F(EventBridgeTest, WithoutABridgeNothingIsAdded) {
  bridge_.reset();
  EXPECT_EQ(virEventAddHandle(ends_[0], VIR_EVENT_HANDLE_READABLE, on_handle, nullptr, nullptr),
            -1);
  EXPECT_EQ(virEventAddTimeout(1, on_timeout, nullptr, nullptr), -1);
  EXPECT_EQ(virEventRemoveHandle(1), -1);
  EXPECT_EQ(virEventRemoveTimeout(1), -1);
  virEventUpdateHandle(1, 0);
  virEventUpdateTimeout(1, 0);
}

TEST(EventMapping, OfInterest) {
  EXPECT_EQ(interest_of(0), Readiness());
  EXPECT_EQ(interest_of(VIR_EVENT_HANDLE_READABLE), Readiness::read());
  EXPECT_EQ(interest_of(VIR_EVENT_HANDLE_WRITABLE), Readiness::write());
  EXPECT_EQ(interest_of(VIR_EVENT_HANDLE_ERROR), Readiness::hangup());
  EXPECT_EQ(interest_of(VIR_EVENT_HANDLE_HANGUP), Readiness::hangup());
  EXPECT_EQ(interest_of(VIR_EVENT_HANDLE_READABLE | VIR_EVENT_HANDLE_WRITABLE),
            Readiness::read() | Readiness::write());
}

TEST(EventMapping, OfReadiness) {
  EXPECT_EQ(vir_events_of(Readiness(), 0), 0);
  EXPECT_EQ(vir_events_of(Readiness::read() | Readiness::write(), 0),
            VIR_EVENT_HANDLE_READABLE | VIR_EVENT_HANDLE_WRITABLE);
  // The write end of a pipe without readers has an error, and has not been hung up.
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  EXPECT_EQ(vir_events_of(Readiness::hangup(), pipe_ends[1]), VIR_EVENT_HANDLE_HANGUP);
  close(pipe_ends[0]);
  EXPECT_EQ(vir_events_of(Readiness::hangup(), pipe_ends[1]), VIR_EVENT_HANDLE_ERROR);
  close(pipe_ends[1]);
}

}  // namespace
}  // namespace interleave::daemon
