// Real clocks and real sleep. std::chrono's clocks and std::this_thread come down to these.
#include <ctime>

#include <sched.h>
#include <sys/time.h>
#include <unistd.h>

#include "sim/control/watch.h"

// Whoever links this library takes this file: see CMakeLists.txt.
extern "C" void interleave_watches_clocks() {}

IL_WATCH(int, clock_gettime, (clockid_t clock, timespec* now), (clock, now), noexcept);
IL_WATCH(int, gettimeofday, (timeval * now, void* zone), (now, zone), noexcept);
IL_WATCH(time_t, time, (time_t* now), (now), noexcept);
IL_WATCH(int, timespec_get, (timespec * now, int base), (now, base), noexcept);
IL_WATCH(clock_t, clock, (), (), noexcept);

IL_WATCH(int, nanosleep, (const timespec* length, timespec* left), (length, left), );
IL_WATCH(int, clock_nanosleep, (clockid_t clock, int flags, const timespec* length, timespec* left),
         (clock, flags, length, left), );
IL_WATCH(int, usleep, (useconds_t length), (length), );
IL_WATCH(unsigned, sleep, (unsigned length), (length), );
// Gives way to threads of the system; the simulator's never have a turn by it.
IL_WATCH(int, sched_yield, (), (), noexcept);
