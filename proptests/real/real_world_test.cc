// The real back end beyond what both worlds share: descriptors of others, the socket's file,
// signals, the log, what a broken rule does.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "daemon/asio/clock.h"
#include "daemon/asio/current_thread.h"
#include "daemon/asio/pid_file.h"
#include "daemon/asio/poller.h"
#include "daemon/asio/process.h"
#include "daemon/asio/signals.h"
#include "daemon/asio/threads.h"
#include "daemon/asio/unix_socket.h"

namespace interleave::daemon {
namespace {

constexpr Duration kMoment = std::chrono::milliseconds(20);

class RealWorldTest : public testing::Test {
 protected:
  RealWorldTest() : threads_(trace_), poller_(threads_, trace_) {
    directory_ = (std::filesystem::temp_directory_path() / "real-XXXXXX").string();
    EXPECT_NE(::mkdtemp(directory_.data()), nullptr);
  }
  ~RealWorldTest() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] std::string path(const char* name) const { return directory_ + "/" + name; }
  std::vector<Ready> wait(Duration most = kMoment) {
    std::vector<Ready> ready;
    poller_.wait(later(clock_.now(), most), ready);
    return ready;
  }
  Listening listen(const std::string& where) {
    UnixAddress address;
    address.path = where;
    return listen_unix(poller_, address);
  }

  std::string directory_;
  NoTrace trace_;
  RealClock clock_;
  RealThreads threads_;
  AsioPoller poller_;
};

constexpr Handle handle_of(int descriptor) {
  return static_cast<Handle>(descriptor);
}

// A pipe, closed at the end of the test.
struct Pipe {
  Pipe() { EXPECT_EQ(::pipe(ends.data()), 0); }
  ~Pipe() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  std::array<int, 2> ends{};
};

using ForeignDescriptors = RealWorldTest;

TEST_F(ForeignDescriptors, ArePolledAndStayTheCallers) {
  Pipe pipe;
  ASSERT_EQ(poller_.watch(handle_of(pipe.ends[0]), Readiness::read()), IoStatus::ok);
  EXPECT_TRUE(wait().empty());
  ASSERT_EQ(::write(pipe.ends[1], "x", 1), 1);
  ASSERT_EQ(wait().size(), 1U);
  EXPECT_EQ(wait().at(0).what, Readiness::read());
  poller_.unwatch(handle_of(pipe.ends[0]));
  EXPECT_TRUE(wait().empty());
  char byte = 0;
  EXPECT_EQ(::read(pipe.ends[0], &byte, 1), 1) << "it is still open";
}

TEST_F(ForeignDescriptors, KeepTheirBlockingMode) {
  Pipe pipe;
  ASSERT_EQ(poller_.watch(handle_of(pipe.ends[0]), Readiness::read()), IoStatus::ok);
  EXPECT_TRUE(wait().empty());
  EXPECT_EQ(::fcntl(pipe.ends[0], F_GETFL) & O_NONBLOCK, 0);
  poller_.unwatch(handle_of(pipe.ends[0]));
}

TEST_F(ForeignDescriptors, HangUpWithoutBeingReadable) {
  Pipe pipe;
  ASSERT_EQ(poller_.watch(handle_of(pipe.ends[0]), Readiness::read()), IoStatus::ok);
  ::close(std::exchange(pipe.ends[1], -1));
  const std::vector<Ready> ready = wait();
  ASSERT_EQ(ready.size(), 1U);
  EXPECT_EQ(ready[0].what, Readiness::hangup());
  poller_.unwatch(handle_of(pipe.ends[0]));
}

TEST_F(ForeignDescriptors, CannotBeFilesOrClosed) {
  const int file = ::open(path("file").c_str(), O_RDWR | O_CREAT, 0600);
  EXPECT_EQ(poller_.watch(handle_of(file), Readiness::read()), IoStatus::other);
  ::close(file);
  EXPECT_EQ(poller_.watch(handle_of(file), Readiness::read()), IoStatus::other);
  EXPECT_EQ(poller_.watch(Handle::none, Readiness::read()), IoStatus::other);
}

TEST_F(ForeignDescriptors, UrgentDataIsNoHangupAndNoSpin) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
  ASSERT_EQ(poller_.watch(handle_of(ends[0]), Readiness::hangup()), IoStatus::ok);
  if (::send(ends[1], "!", 1, MSG_OOB) != 1) {
    // Older systems have no urgent data on local sockets; ordinary data is no hang-up either.
    ASSERT_EQ(::send(ends[1], "!", 1, 0), 1);
  }
  const auto cpu_time = [] {
    timespec used{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return used.tv_sec * 1'000'000'000L + used.tv_nsec;
  };
  const long before = cpu_time();
  EXPECT_TRUE(wait(5 * kMoment).empty());
  EXPECT_LT(cpu_time() - before, Duration(4 * kMoment).count()) << "it spins";
  poller_.unwatch(handle_of(ends[0]));
  for (const int end : ends) ::close(end);
}

using PollerTest = RealWorldTest;

// A wait that was cancelled keeps its memory until its completion has been seen: sources that come
// before that need memory of their own.
TEST_F(PollerTest, ManySourcesComeAndGoBetweenTwoWaits) {
  for (int round = 0; round < 20; ++round) {
    std::vector<std::unique_ptr<Pipe>> pipes;
    for (int i = 0; i < 50; ++i) {
      pipes.push_back(std::make_unique<Pipe>());
      const Handle handle = handle_of(pipes.back()->ends[0]);
      ASSERT_EQ(poller_.watch(handle, Readiness::read()), IoStatus::ok);
      if (i % 7 == 0) poller_.unwatch(handle);
    }
    std::vector<Ready> ready;
    poller_.wait(Instant::min(), ready);
    EXPECT_TRUE(ready.empty());
    for (const auto& pipe : pipes) poller_.unwatch(handle_of(pipe->ends[0]));
    pipes.clear();
  }
}

// Waits that find one thing at a time: the poller looks for others now and then only.
class QuietPoller : public RealWorldTest {
 protected:
  QuietPoller() {
    for (int round = 0; round < 100; ++round) {
      poller_.wake();
      EXPECT_TRUE(wait().empty());
    }
  }
};

TEST_F(QuietPoller, LooksAtOnceWhenTheDeadlineHasPassed) {
  Pipe pipe;
  ASSERT_EQ(poller_.watch(handle_of(pipe.ends[0]), Readiness::read()), IoStatus::ok);
  ASSERT_EQ(::write(pipe.ends[1], "x", 1), 1);
  std::vector<Ready> ready;
  for (int round = 0; round < 100; ++round) {
    poller_.wait(Instant::min(), ready);
    EXPECT_EQ(ready.size(), 1U) << "in wait " << round;
  }
  poller_.unwatch(handle_of(pipe.ends[0]));
}

TEST_F(QuietPoller, TellsOfAllThatAreReadyWithinAsManyWaits) {
  constexpr std::size_t kCount = 12;
  std::array<Pipe, kCount> pipes;
  for (const Pipe& pipe : pipes) {
    ASSERT_EQ(poller_.watch(handle_of(pipe.ends[0]), Readiness::read()), IoStatus::ok);
  }
  EXPECT_TRUE(wait().empty());
  for (const Pipe& pipe : pipes) ASSERT_EQ(::write(pipe.ends[1], "x", 1), 1);
  std::set<Handle> told;
  for (std::size_t waits = 0; waits < kCount; ++waits) {
    for (const Ready& one : wait()) {
      EXPECT_TRUE(told.insert(one.handle).second) << "there is nothing more to be read";
      char byte = 0;
      EXPECT_EQ(::read(static_cast<int>(one.handle), &byte, 1), 1);
    }
  }
  EXPECT_EQ(told.size(), kCount);
  EXPECT_TRUE(wait().empty());
  for (const Pipe& pipe : pipes) poller_.unwatch(handle_of(pipe.ends[0]));
}

using UnixSocket = RealWorldTest;

TEST_F(UnixSocket, FileHasItsModeWhateverTheUmask) {
  const mode_t before = ::umask(0777);
  UnixAddress address;
  address.path = path("socket");
  address.mode = 0741;
  address.group = static_cast<unsigned>(::getegid());
  const Listening listening = listen_unix(poller_, address);
  ::umask(before);
  ASSERT_EQ(listening.status, IoStatus::ok) << listening.reason;
  struct stat status;
  ASSERT_EQ(::stat(address.path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0741U);
}

TEST_F(UnixSocket, ServedAddressIsInUse) {
  const Listening first = listen(path("socket"));
  ASSERT_EQ(first.status, IoStatus::ok) << first.reason;
  const Listening second = listen(path("socket"));
  EXPECT_EQ(second.status, IoStatus::in_use);
  EXPECT_EQ(second.reason, path("socket") + " is served by another process");
}

TEST_F(UnixSocket, StaleFileIsReplacedAndAnotherKindIsNot) {
  {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path("stale").copy(address.sun_path, sizeof(address.sun_path) - 1);
    const int stale = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
    ASSERT_EQ(::bind(stale, generic, sizeof(address)), 0);
    ::close(stale);
  }
  EXPECT_EQ(listen(path("stale")).status, IoStatus::ok);
  std::ofstream(path("file")) << "precious";
  EXPECT_EQ(listen(path("file")).status, IoStatus::in_use);
  EXPECT_EQ(std::filesystem::file_size(path("file")), 8U);
}

TEST_F(UnixSocket, CloseRemovesItsOwnFileOnly) {
  Listening listening = listen(path("socket"));
  ASSERT_EQ(listening.status, IoStatus::ok);
  std::filesystem::remove(path("socket"));
  std::ofstream(path("socket")) << "another's";
  listening.listener->close();
  EXPECT_TRUE(std::filesystem::exists(path("socket")));
}

TEST_F(UnixSocket, WrongPlacesAreRefused) {
  EXPECT_EQ(listen(path("no/such/directory")).status, IoStatus::refused);
  EXPECT_EQ(listen("/" + std::string(200, 'x')).status, IoStatus::other);
  EXPECT_EQ(connect_unix(poller_, path("nobody")).status, IoStatus::refused);
}

TEST_F(UnixSocket, BothEndsKnowWhoIsThere) {
  const Listening listening = listen(path("socket"));
  ASSERT_EQ(listening.status, IoStatus::ok);
  const Connected client = connect_unix(poller_, path("socket"));
  ASSERT_EQ(client.status, IoStatus::ok);
  const Accepted server = listening.listener->accept();
  ASSERT_EQ(server.status, IoStatus::ok);
  for (const Stream* end : {client.stream.get(), server.stream.get()}) {
    EXPECT_EQ(end->peer().user, ::geteuid());
    EXPECT_EQ(end->peer().group, ::getegid());
    EXPECT_EQ(end->peer().process, ::getpid());
    const int flags = ::fcntl(static_cast<int>(end->handle()), F_GETFD);
    EXPECT_NE(flags & FD_CLOEXEC, 0) << "a child would keep the connection open";
  }
}

TEST_F(UnixSocket, AcceptWithoutDescriptorsSaysSoAndKeepsTheConnection) {
  const Listening listening = listen(path("socket"));
  ASSERT_EQ(listening.status, IoStatus::ok);
  // Before the descriptors go: UBSan needs some to look at an object for the first time.
  EXPECT_EQ(listening.listener->accept().status, IoStatus::would_block);
  const Connected client = connect_unix(poller_, path("socket"));
  ASSERT_EQ(client.status, IoStatus::ok);
  std::vector<int> all;
  for (int next = 0; (next = ::dup(STDERR_FILENO)) >= 0;) all.push_back(next);
  EXPECT_EQ(listening.listener->accept().status, IoStatus::no_descriptors);
  for (const int one : all) ::close(one);
  EXPECT_EQ(listening.listener->accept().status, IoStatus::ok);
}

using SignalsTest = RealWorldTest;

TEST_F(SignalsTest, AreCallbacksOfTheWaitingThreadAndEndTheWait) {
  std::vector<int> seen;
  const Signals signals(poller_, {SIGUSR1, SIGUSR2}, [&](int number) { seen.push_back(number); });
  std::vector<Ready> ready;
  ::raise(SIGUSR1);
  poller_.wait(kNever, ready);
  EXPECT_EQ(seen, std::vector<int>{SIGUSR1});
  ::raise(SIGUSR2);
  poller_.wait(kNever, ready);
  EXPECT_EQ(seen, (std::vector<int>{SIGUSR1, SIGUSR2}));
}

TEST_F(SignalsTest, AreNotTakenBySpawnedThreads) {
  sigset_t blocked;
  const auto thread =
      threads_.spawn(Name{"child"}, [&] { ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked); });
  ASSERT_NE(thread, nullptr);
  thread->join();
  EXPECT_TRUE(sigismember(&blocked, SIGTERM));
  EXPECT_TRUE(sigismember(&blocked, SIGINT));
  EXPECT_FALSE(sigismember(&blocked, SIGSEGV));
}

using ThreadsTest = RealWorldTest;

TEST_F(ThreadsTest, HaveTheirNames) {
  EXPECT_EQ(current_thread().name.text(), "leader");
  std::string name;
  std::array<char, 16> system_name{};
  const auto thread = threads_.spawn(Name{"a-rather-long-name", 7}, [&] {
    name = current_thread().name.text();
    ::pthread_getname_np(::pthread_self(), system_name.data(), system_name.size());
  });
  ASSERT_NE(thread, nullptr);
  thread->join();
  EXPECT_EQ(name, "a-rather-long-name.7");
  EXPECT_EQ(std::string(system_name.data()), "a-rather-long-n");
}

TEST_F(ThreadsTest, BrokenRuleEndsTheProcessWithOneLine) {
  EXPECT_DEATH(threads_.broken_rule("lock-order", "acquires", Name{"client", 3}),
               "broken rule lock-order: thread leader acquires client.3");
}

TEST_F(ThreadsTest, RulesAreCheckedInEveryBuild) {
  const auto server = threads_.make_mutex(Name{"server"}, Rank::server);
  const auto client = threads_.make_mutex(Name{"client", 1}, Rank::client);
  EXPECT_DEATH(
      {
        client->lock();
        client->unlock();
      },
      "broken rule lock-order: thread leader acquires client.1");
  EXPECT_DEATH(
      {
        server->lock();
        std::vector<Ready> ready;
        poller_.wait(Instant::min(), ready);
        server->unlock();
      },
      "broken rule lock-across-blocking: thread leader waits in poller");
}

using PidFileTest = RealWorldTest;

TEST_F(PidFileTest, IsLockedWhileItIsHeldAndRemovedAfterwards) {
  PidFile::Taken first = PidFile::take(path("pid"));
  ASSERT_NE(first.file, nullptr) << first.reason;
  std::ifstream file(path("pid"));
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}),
            std::to_string(::getpid()) + "\n");
  const PidFile::Taken second = PidFile::take(path("pid"));
  EXPECT_EQ(second.file, nullptr);
  EXPECT_NE(second.reason.find("locked by another process"), std::string::npos);
  first.file = nullptr;
  EXPECT_FALSE(std::filesystem::exists(path("pid")));
}

TEST_F(PidFileTest, TakesOverAFileThatNobodyHolds) {
  std::ofstream(path("pid")) << "12345678 and more than it needs\n";
  const PidFile::Taken taken = PidFile::take(path("pid"));
  ASSERT_NE(taken.file, nullptr) << taken.reason;
  EXPECT_EQ(std::filesystem::file_size(path("pid")), std::to_string(::getpid()).size() + 1);
  EXPECT_NE(PidFile::take(path("no/pid")).reason.find("cannot open"), std::string::npos);
}

TEST(Process, GroupsAreFoundByName) {
  EXPECT_EQ(find_group("root"), 0U);
  EXPECT_FALSE(find_group("no-such-group").has_value());
}

TEST(Process, DescriptorsAreAllowedAsFarAsTheSystemDoes) {
  EXPECT_GE(allow_descriptors(64), 64U);
}

}  // namespace
}  // namespace interleave::daemon
