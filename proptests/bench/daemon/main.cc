// interleave_bench_load: a load on a daemon's socket. Calls come from one thread, so that the other
// core is the daemon's.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <future>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <sys/epoll.h>

#include "proptests/bench/daemon/peer.h"

namespace interleave::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Peers = std::vector<std::unique_ptr<Peer>>;

constexpr const char* kUsage =
    "usage: interleave_bench_load SOCKET calls CONNECTIONS DEPTH SECONDS IDLE\n"
    "       interleave_bench_load SOCKET setup CONNECTIONS SECONDS\n"
    "\n"
    "calls: CONNECTIONS keep DEPTH calls of GET_LIB_VERSION under way for SECONDS, beside IDLE\n"
    "       connections that say nothing. Prints \"start\" when all are open and a line is read\n"
    "       before the load begins, then calls, seconds, p50 and p99 in microseconds.\n"
    "setup: CONNECTIONS at a time connect, open, and close. Prints \"start\", then how many in "
    "all\n"
    "       and seconds.\n";

struct Load {
  std::string socket;
  std::size_t connections = 0;
  std::size_t depth = 0;
  std::chrono::duration<double> length{};
};

void await_go() {
  fmt::print("start\n");
  std::fflush(stdout);
  std::string line;
  std::getline(std::cin, line);
}

double microseconds(const std::vector<std::chrono::nanoseconds>& sorted, double share) {
  const auto place = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return std::chrono::duration<double, std::micro>(sorted[place]).count();
}

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Until the time is up, and then until everything is answered.
std::vector<std::chrono::nanoseconds> keep_busy(const Load& load, const Peers& peers, int epoll) {
  std::vector<std::chrono::nanoseconds> took;
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(load.length);
  std::size_t under_way = 0;
  for (const auto& peer : peers) {
    peer->send_calls(load.depth, Clock::now());
    under_way += load.depth;
  }
  std::vector<epoll_event> ready(peers.size());
  while (under_way != 0) {
    const int count = ::epoll_wait(epoll, ready.data(), static_cast<int>(ready.size()), 10'000);
    if (count == 0) throw LoadFailure("no answer for ten seconds");
    for (int n = 0; n < count; ++n) {
      Peer& peer = *peers[ready[static_cast<std::size_t>(n)].data.u64];
      const std::size_t answered = peer.take_answers(took);
      under_way -= answered;
      const auto now = Clock::now();
      if (answered == 0 || now >= end) continue;
      peer.send_calls(answered, now);
      under_way += answered;
    }
  }
  return took;
}

void measure_calls(const Load& load, std::size_t idle_count) {
  Peers idle;
  for (std::size_t n = 0; n < idle_count; ++n) idle.push_back(std::make_unique<Peer>(load.socket));
  Peers peers;
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  for (std::size_t n = 0; n < load.connections; ++n) {
    peers.push_back(std::make_unique<Peer>(load.socket));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = n;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, peers.back()->descriptor(), &event);
  }
  await_go();
  const auto start = Clock::now();
  std::vector<std::chrono::nanoseconds> took = keep_busy(load, peers, epoll);
  const double seconds = since(start);
  std::ranges::sort(took);
  fmt::print("{} {} {} {}\n", took.size(), seconds, microseconds(took, 0.5),
             microseconds(took, 0.99));
  std::fflush(stdout);
  std::string line;
  std::getline(std::cin, line);  // the daemon is looked at before everything closes
}

void measure_setup(const Load& load) {
  const Peer keeper(load.socket);  // the driver's state is made once
  await_go();
  const auto start = Clock::now();
  std::vector<std::future<std::size_t>> crews;
  for (std::size_t n = 0; n < load.connections; ++n) {
    crews.push_back(std::async(std::launch::async, [&] {
      std::size_t count = 0;
      for (; since(start) < load.length.count(); ++count) Peer(load.socket).say_goodbye();
      return count;
    }));
  }
  std::size_t count = 0;
  for (auto& crew : crews) count += crew.get();
  fmt::print("{} {}\n", count, since(start));
}

int run(const std::vector<std::string>& arguments) {
  const auto number = [&](std::size_t n) { return std::strtod(arguments[n].c_str(), nullptr); };
  if (arguments.size() == 7 && arguments[2] == "calls") {
    const Load load{.socket = arguments[1],
                    .connections = static_cast<std::size_t>(number(3)),
                    .depth = static_cast<std::size_t>(number(4)),
                    .length = std::chrono::duration<double>(number(5))};
    measure_calls(load, static_cast<std::size_t>(number(6)));
    return 0;
  }
  if (arguments.size() == 5 && arguments[2] == "setup") {
    measure_setup({.socket = arguments[1],
                   .connections = static_cast<std::size_t>(number(3)),
                   .length = std::chrono::duration<double>(number(4))});
    return 0;
  }
  fmt::print(stderr, "{}", kUsage);
  return 2;
}

}  // namespace
}  // namespace interleave::bench

int main(int argc, char** argv) {
  try {
    return interleave::bench::run({argv, argv + argc});
  } catch (const std::exception& failure) {
    fmt::print(stderr, "interleave_bench_load: {}\n", failure.what());
    return 1;
  }
}
