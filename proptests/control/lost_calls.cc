#include "proptests/control/lost_calls.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <future>
#include <mutex>
#include <random>
#include <semaphore>
#include <shared_mutex>
#include <thread>

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

// Neither inlined nor left by a jump: it must be on the stack.
#define LOST_CALL(name, ...)              \
  __attribute__((noinline)) void name() { \
    __VA_ARGS__;                          \
    __asm__ volatile("" ::: "memory");    \
  }                                       \
  static_assert(true, "a semicolon follows")

namespace interleave::proptests {

using namespace std::chrono_literals;

LOST_CALL(reads_clock, timespec now{}; clock_gettime(CLOCK_MONOTONIC, &now));
LOST_CALL(reads_steady_clock, static_cast<void>(std::chrono::steady_clock::now()));
LOST_CALL(reads_system_clock, static_cast<void>(std::chrono::system_clock::now()));
LOST_CALL(reads_time_of_day, timeval now{}; gettimeofday(&now, nullptr));
LOST_CALL(reads_time, static_cast<void>(time(nullptr)));
LOST_CALL(reads_processor_time, static_cast<void>(clock()));
LOST_CALL(sleeps_for, std::this_thread::sleep_for(1ns));
LOST_CALL(sleeps_nano, const timespec length{}; nanosleep(&length, nullptr));
LOST_CALL(sleeps_clock, const timespec length{};
          clock_nanosleep(CLOCK_MONOTONIC, 0, &length, nullptr));
LOST_CALL(sleeps_micro, usleep(1));
LOST_CALL(sleeps_seconds, sleep(0));
LOST_CALL(gives_way, sched_yield());
LOST_CALL(gives_way_standard, std::this_thread::yield());

LOST_CALL(makes_socket, ::close(socket(AF_UNIX, SOCK_STREAM, 0)));
LOST_CALL(makes_socket_pair, int ends[2] = {-1, -1}; socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
          ::close(ends[0]); ::close(ends[1]));
LOST_CALL(binds, bind(-1, nullptr, 0));
LOST_CALL(listens, listen(-1, 1));
LOST_CALL(accepts, accept(-1, nullptr, nullptr));
LOST_CALL(accepts_4, accept4(-1, nullptr, nullptr, 0));
LOST_CALL(connects, const sockaddr nowhere{}; connect(-1, &nowhere, sizeof nowhere));
LOST_CALL(shuts_down, shutdown(-1, SHUT_WR));
LOST_CALL(sends, send(-1, "", 1, 0));
LOST_CALL(sends_to, sendto(-1, "", 1, 0, nullptr, 0));
LOST_CALL(sends_message, msghdr message{}; sendmsg(-1, &message, 0));
LOST_CALL(receives, char byte = 0; static_cast<void>(!recv(-1, &byte, 1, 0)));
LOST_CALL(receives_from, char byte = 0;
          static_cast<void>(!recvfrom(-1, &byte, 1, 0, nullptr, nullptr)));
LOST_CALL(receives_message, msghdr message{}; recvmsg(-1, &message, 0));
LOST_CALL(polls, poll(nullptr, 0, 0));
LOST_CALL(polls_with_mask, const timespec none{}; ppoll(nullptr, 0, &none, nullptr));
LOST_CALL(selects, timeval none{}; select(0, nullptr, nullptr, nullptr, &none));
LOST_CALL(selects_with_mask, const timespec none{};
          pselect(0, nullptr, nullptr, nullptr, &none, nullptr));
LOST_CALL(waits_epoll, epoll_event event{}; epoll_wait(-1, &event, 1, 0));
LOST_CALL(waits_epoll_with_mask, epoll_event event{}; epoll_pwait(-1, &event, 1, 0, nullptr));

LOST_CALL(makes_thread, std::thread([] {}).join());
LOST_CALL(
    makes_pthread, pthread_t thread{}; const auto nothing = [](void*) -> void* { return nullptr; };
    if (pthread_create(&thread, nullptr, nothing, nullptr) == 0) pthread_join(thread, nullptr));
LOST_CALL(starts_async, std::async(std::launch::async, [] {}).get());
LOST_CALL(waits_condition_a_while, std::mutex mutex; std::condition_variable condition;
          std::unique_lock<std::mutex> lock(mutex); condition.wait_for(lock, 1ns));

LOST_CALL(draws_random, char byte = 0; static_cast<void>(!getrandom(&byte, 1, 0)));
LOST_CALL(draws_entropy, char byte = 0; static_cast<void>(!getentropy(&byte, 1)));
LOST_CALL(draws_rand, static_cast<void>(rand()));
LOST_CALL(draws_device, static_cast<void>(std::random_device()()));

LOST_CALL(locks_twice, std::mutex mutex; mutex.lock(); mutex.lock());
LOST_CALL(reads_while_written, std::shared_mutex mutex; mutex.lock(); mutex.lock_shared());
LOST_CALL(writes_while_read, std::shared_mutex mutex; mutex.lock_shared(); mutex.lock());
LOST_CALL(waits_condition, std::mutex mutex; std::condition_variable condition;
          std::unique_lock<std::mutex> lock(mutex); condition.wait(lock));
LOST_CALL(waits_semaphore, sem_t semaphore; sem_init(&semaphore, 0, 0); sem_wait(&semaphore));
LOST_CALL(waits_atomic, std::atomic<int> number{0}; number.wait(0));
LOST_CALL(waits_counting_semaphore, std::counting_semaphore<4> none(0); none.acquire());
LOST_CALL(waits_future, std::promise<void> promise; promise.get_future().wait());
LOST_CALL(spins, pthread_spinlock_t lock{}; pthread_spin_init(&lock, 0); pthread_spin_lock(&lock);
          pthread_spin_lock(&lock));
LOST_CALL(exits, std::exit(0));
LOST_CALL(exits_at_once, ::_exit(0));
LOST_CALL(exits_at_once_standard, std::_Exit(0));
LOST_CALL(exits_quickly, std::quick_exit(0));

namespace {

constexpr LostCall kCalls[] = {
    {"reads_clock", "clock_gettime", reads_clock},
    {"reads_steady_clock", "clock_gettime", reads_steady_clock},
    {"reads_system_clock", "clock_gettime", reads_system_clock},
    {"reads_time_of_day", "gettimeofday", reads_time_of_day},
    {"reads_time", "time", reads_time},
    {"reads_processor_time", "clock", reads_processor_time},
    {"sleeps_for", "nanosleep", sleeps_for},
    {"sleeps_nano", "nanosleep", sleeps_nano},
    {"sleeps_clock", "clock_nanosleep", sleeps_clock},
    {"sleeps_micro", "usleep", sleeps_micro},
    {"sleeps_seconds", "sleep", sleeps_seconds},
    {"gives_way", "sched_yield", gives_way},
    {"gives_way_standard", "sched_yield", gives_way_standard},
    {"makes_socket", "socket", makes_socket},
    {"makes_socket_pair", "socketpair", makes_socket_pair},
    {"binds", "bind", binds},
    {"listens", "listen", listens},
    {"accepts", "accept", accepts},
    {"accepts_4", "accept4", accepts_4},
    {"connects", "connect", connects},
    {"shuts_down", "shutdown", shuts_down},
    {"sends", "send", sends},
    {"sends_to", "sendto", sends_to},
    {"sends_message", "sendmsg", sends_message},
    {"receives", "recv", receives},
    {"receives_from", "recvfrom", receives_from},
    {"receives_message", "recvmsg", receives_message},
    {"polls", "poll", polls},
    {"polls_with_mask", "ppoll", polls_with_mask},
    {"selects", "select", selects},
    {"selects_with_mask", "pselect", selects_with_mask},
    {"waits_epoll", "epoll_wait", waits_epoll},
    {"waits_epoll_with_mask", "epoll_pwait", waits_epoll_with_mask},
    {"makes_thread", "pthread_create", makes_thread},
    {"makes_pthread", "pthread_create", makes_pthread},
    {"starts_async", "pthread_create", starts_async},
    {"waits_condition_a_while", "clock_gettime", waits_condition_a_while},
    {"draws_random", "getrandom", draws_random},
    {"draws_entropy", "getentropy", draws_entropy},
    {"draws_rand", "rand", draws_rand},
    {"draws_device", "std::random_device", draws_device},
};

constexpr LostCall kBlocking[] = {
    {"locks_twice", "pthread_mutex_lock", locks_twice},
    {"reads_while_written", "pthread_rwlock_rdlock", reads_while_written},
    {"writes_while_read", "pthread_rwlock_wrlock", writes_while_read},
    {"waits_condition", "pthread_cond_wait", waits_condition},
    {"waits_semaphore", "sem_wait", waits_semaphore},
    {"waits_atomic", "sched_yield", waits_atomic},
    {"waits_counting_semaphore", "sched_yield", waits_counting_semaphore},
    {"waits_future", "syscall(SYS_futex), to wait", waits_future},
    {"spins", "pthread_spin_lock", spins},
    {"exits", "exit", exits},
    {"exits_at_once", "_exit", exits_at_once},
    {"exits_at_once_standard", "_Exit", exits_at_once_standard},
    {"exits_quickly", "quick_exit", exits_quickly},
};

}  // namespace

std::span<const LostCall> lost_calls() {
  return kCalls;
}
std::span<const LostCall> blocking_calls() {
  return kBlocking;
}

void use_free_locks() {
  std::mutex mutex;
  const std::lock_guard<std::mutex> lock(mutex);
  std::recursive_mutex recursive;
  const std::lock_guard<std::recursive_mutex> once(recursive);
  const std::lock_guard<std::recursive_mutex> twice(recursive);
  std::shared_mutex shared;
  const std::shared_lock<std::shared_mutex> reader(shared);
  const std::shared_lock<std::shared_mutex> other_reader(shared);
  std::once_flag flag;
  std::call_once(flag, [] {});
  sem_t semaphore;
  sem_init(&semaphore, 0, 1);
  sem_wait(&semaphore);
  sem_destroy(&semaphore);
}

}  // namespace interleave::proptests
