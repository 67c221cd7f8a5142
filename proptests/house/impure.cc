// What the purity test must catch: one use of each kind that core may not have.
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <random>
#include <thread>

#include <poll.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace interleave::testing {

// Impure: clock_gettime
// Impure: time
// Impure: std::chrono::_V2::steady_clock::now
// Impure: nanosleep
long clocks() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  nanosleep(&now, nullptr);
  return now.tv_sec + time(nullptr) + std::chrono::steady_clock::now().time_since_epoch().count();
}

// Impure: socket
// Impure: poll
// Impure: epoll_create1
// Impure: read
// Impure: close
long sockets() {
  char byte = 0;
  pollfd what{};
  const int handle = socket(AF_UNIX, SOCK_STREAM, 0);
  const long got = poll(&what, 1, 0) + epoll_create1(0) + read(handle, &byte, 1);
  return got + close(handle);
}

// Impure: pthread_create
// Impure: pthread_mutex_lock
// Impure: std::thread::
// Impure: std::condition_variable::
void threads(std::condition_variable& condition, std::mutex& mutex) {
  pthread_t thread{};
  pthread_create(&thread, nullptr, [](void* argument) { return argument; }, nullptr);
  std::unique_lock<std::mutex> lock(mutex);
  condition.wait(lock);
  std::thread([] {}).join();
}

// Impure: rand
// Impure: std::random_device::
unsigned randoms() {
  return static_cast<unsigned>(rand()) + std::random_device()();
}

}  // namespace interleave::testing
