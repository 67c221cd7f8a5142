// A client with an event loop of its own, on poll(2):  own_loop_client URI
//
// Hears of what becomes of a domain, of a timer, and of the end of the connection, for which it
// waits when it has seen the rest: it prints "waiting" then. Exit status 0 when all was as it
// should be.
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { kMost = 64, kSeconds = 30, kInterval = 1, kCount = 5 };

struct Handle {
  int watch, fd, events;
  virEventHandleCallback callback;
  void* opaque;
  virFreeCallback free;
};

struct Timer {
  int number, interval;  // Milliseconds; below 0: not running.
  long long due;
  virEventTimeoutCallback callback;
  void* opaque;
  virFreeCallback free;
};

struct Gone {
  void* opaque;
  virFreeCallback free;
};

// The program has one thread.
static struct Handle handles[kMost];
static struct Timer timers[kMost];
static struct Gone gone[2 * kMost];
static int handle_count, timer_count, gone_count, last_number;
static int suspended, resumed, closed;

static void fail(const char* what) {
  const virError* error = virGetLastError();
  fprintf(stderr, "%s: %s\n", what, error != NULL ? error->message : "");
  exit(1);
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000LL + time.tv_nsec / 1000000;
}

// What was removed is freed by the loop: the library removes with locks that its free callbacks take.
static void free_later(void* opaque, virFreeCallback free_opaque) {
  if (gone_count == 2 * kMost) fail("too much has been removed");
  gone[gone_count++] = (struct Gone){opaque, free_opaque};
}

static void free_gone(void) {
  while (gone_count > 0) {
    struct Gone one = gone[--gone_count];
    if (one.free != NULL) one.free(one.opaque);
  }
}

static int add_handle(int fd, int events, virEventHandleCallback callback, void* opaque,
                      virFreeCallback free_opaque) {
  if (handle_count == kMost) return -1;
  handles[handle_count++] =
      (struct Handle){++last_number, fd, events, callback, opaque, free_opaque};
  return last_number;
}

static void update_handle(int watch, int events) {
  for (int i = 0; i < handle_count; ++i) {
    if (handles[i].watch == watch) handles[i].events = events;
  }
}

static int remove_handle(int watch) {
  for (int i = 0; i < handle_count; ++i) {
    if (handles[i].watch != watch) continue;
    free_later(handles[i].opaque, handles[i].free);
    handles[i] = handles[--handle_count];
    return 0;
  }
  return -1;
}

static int add_timer(int interval, virEventTimeoutCallback callback, void* opaque,
                     virFreeCallback free_opaque) {
  if (timer_count == kMost) return -1;
  timers[timer_count++] =
      (struct Timer){++last_number, interval, now() + interval, callback, opaque, free_opaque};
  return last_number;
}

static void update_timer(int number, int interval) {
  for (int i = 0; i < timer_count; ++i) {
    if (timers[i].number != number) continue;
    timers[i].interval = interval;
    timers[i].due = now() + interval;
  }
}

static int remove_timer(int number) {
  for (int i = 0; i < timer_count; ++i) {
    if (timers[i].number != number) continue;
    free_later(timers[i].opaque, timers[i].free);
    timers[i] = timers[--timer_count];
    return 0;
  }
  return -1;
}

static int milliseconds_to_wait(void) {
  long long wait = 1000;
  for (int i = 0; i < timer_count; ++i) {
    if (timers[i].interval >= 0 && timers[i].due - now() < wait) wait = timers[i].due - now();
  }
  return wait < 0 ? 0 : (int)wait;
}

static void run_timers(void) {
  for (int i = 0; i < timer_count; ++i) {
    if (timers[i].interval < 0 || timers[i].due > now()) continue;
    timers[i].due = now() + timers[i].interval;
    timers[i].callback(timers[i].number, timers[i].opaque);
  }
}

static void run_handle(int watch, int fd, int happened) {
  // A callback before may have removed it.
  for (int i = 0; i < handle_count; ++i) {
    if (handles[i].watch != watch) continue;
    handles[i].callback(watch, fd, happened, handles[i].opaque);
    return;
  }
}

static short poll_events(int events) {
  return (short)((events & VIR_EVENT_HANDLE_READABLE ? POLLIN : 0) |
                 (events & VIR_EVENT_HANDLE_WRITABLE ? POLLOUT : 0));
}

static int handle_events(short events) {
  return (events & POLLIN ? VIR_EVENT_HANDLE_READABLE : 0) |
         (events & POLLOUT ? VIR_EVENT_HANDLE_WRITABLE : 0) |
         (events & POLLERR ? VIR_EVENT_HANDLE_ERROR : 0) |
         (events & POLLHUP ? VIR_EVENT_HANDLE_HANGUP : 0);
}

static void turn(void) {
  struct pollfd fds[kMost];
  int watches[kMost];
  const int count = handle_count;
  for (int i = 0; i < count; ++i) {
    fds[i] = (struct pollfd){handles[i].fd, poll_events(handles[i].events), 0};
    watches[i] = handles[i].watch;
  }
  if (poll(fds, (nfds_t)count, milliseconds_to_wait()) < 0) fail("poll");
  for (int i = 0; i < count; ++i) {
    if (fds[i].revents != 0) run_handle(watches[i], fds[i].fd, handle_events(fds[i].revents));
  }
  run_timers();
  free_gone();
}

static void turn_until(const int* flag, const char* what) {
  const long long deadline = now() + kSeconds * 1000LL;
  while (!*flag) {
    if (now() > deadline) fail(what);
    turn();
  }
}

static int on_lifecycle(virConnectPtr connection, virDomainPtr domain, int event, int detail,
                        void* opaque) {
  (void)connection, (void)detail, (void)opaque;
  printf("event: %s %d\n", virDomainGetName(domain), event);
  suspended |= event == VIR_DOMAIN_EVENT_SUSPENDED;
  resumed |= event == VIR_DOMAIN_EVENT_RESUMED;
  return 0;
}

static void on_close(virConnectPtr connection, int reason, void* opaque) {
  (void)connection, (void)opaque;
  printf("closed: %d\n", reason);
  closed = 1;
}

static void on_timer(int number, void* opaque) {
  update_timer(number, -1);
  *(int*)opaque = 1;
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  virEventRegisterImpl(add_handle, update_handle, remove_handle, add_timer, update_timer,
                       remove_timer);
  virConnectPtr connection = virConnectOpen(argv[1]);
  if (connection == NULL) fail("open");
  if (virConnectSetKeepAlive(connection, kInterval, kCount) != 0) fail("keepalive");
  if (virConnectRegisterCloseCallback(connection, on_close, NULL, NULL) != 0) fail("close");
  virDomainPtr domain = virDomainLookupByName(connection, "test");
  if (domain == NULL) fail("lookup");
  const int number =
      virConnectDomainEventRegisterAny(connection, domain, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                       VIR_DOMAIN_EVENT_CALLBACK(on_lifecycle), NULL, NULL);
  if (number < 0) fail("register");
  if (virDomainSuspend(domain) != 0 || virDomainResume(domain) != 0) fail("change");
  turn_until(&resumed, "no event");
  if (!suspended) fail("an event is missing");
  if (virConnectDomainEventDeregisterAny(connection, number) != 0) fail("deregister");

  // Longer than a keepalive takes: pings go to and fro.
  int rung = 0;
  const int timer = virEventAddTimeout(2500, on_timer, &rung, NULL);
  turn_until(&rung, "no timer");
  virEventRemoveTimeout(timer);
  if (closed || virConnectIsAlive(connection) != 1) fail("the connection is gone");

  puts("waiting");
  turn_until(&closed, "the end of the connection is not told");
  virDomainFree(domain);
  virConnectClose(connection);
  return 0;
}
