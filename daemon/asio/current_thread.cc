#include "daemon/asio/current_thread.h"

#include <string>

#include <pthread.h>
#include <unistd.h>

namespace interleave::daemon {

constinit thread_local CurrentThread detail::the_current_thread;

void name_current_thread(Name name) {
  constexpr std::size_t kSystemLimit = 15;
  current_thread().name = name;
  // The first thread's name is the process's, by which it is known to ps and pgrep.
  if (gettid() == getpid()) return;
  pthread_setname_np(pthread_self(), name.text().substr(0, kSystemLimit).c_str());
}

}  // namespace interleave::daemon
