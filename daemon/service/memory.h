// How the process deals with its allocator.
#ifndef INTERLEAVE_DAEMON_SERVICE_MEMORY_H_
#define INTERLEAVE_DAEMON_SERVICE_MEMORY_H_

namespace interleave::daemon {

// Large blocks, as the longest frames need them, are the system's again as soon as they are given
// back, for as long as the process lives. Before there are threads.
void return_large_blocks();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_MEMORY_H_
