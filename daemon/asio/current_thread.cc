#include "daemon/asio/current_thread.h"

#include <string>

#include <pthread.h>

namespace interleave::daemon {

CurrentThread& current_thread() {
  thread_local CurrentThread current;
  return current;
}

void name_current_thread(Name name) {
  constexpr std::size_t kSystemLimit = 15;
  current_thread().name = name;
  pthread_setname_np(pthread_self(), name.text().substr(0, kSystemLimit).c_str());
}

}  // namespace interleave::daemon
