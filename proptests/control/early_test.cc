// What comes after a watched function is looked up before main begins. A first call may come from
// where nothing can be looked up: LeakSanitizer's, at the end of a program, with the allocator
// locked, has hung every program that had not called sched_yield before.
#include <atomic>
#include <cstdlib>
#include <ctime>

#include <dlfcn.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

constinit std::atomic<int> lookups{0};
constinit std::atomic<void*> library{nullptr};

}  // namespace

// This program's own stands before the C library's, as the watched functions do.
extern "C" void* dlvsym(void* handle, const char* name, const char* version) noexcept {
  lookups.fetch_add(1);
  // No local static: its guard is a watched function, whose lookup comes here.
  if (library.load() == nullptr) library = dlsym(RTLD_NEXT, "dlvsym");
  return reinterpret_cast<decltype(&dlvsym)>(library.load())(handle, name, version);
}

namespace {

TEST(WatchedFunctions, AreLookedUpBeforeMainBegins) {
  const int before = lookups.load();
  ASSERT_GT(before, 0) << "this test does not see the lookups";
  sched_yield();
  usleep(0);
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  syscall(SYS_getpid);
  (void)std::rand();
  pthread_spinlock_t spin;
  pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
  pthread_spin_lock(&spin);
  pthread_spin_unlock(&spin);
  pthread_spin_destroy(&spin);
  EXPECT_EQ(lookups.load(), before);
}

}  // namespace
