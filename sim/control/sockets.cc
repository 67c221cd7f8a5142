// Real sockets, and waiting for descriptors.
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>

#include "sim/control/watch.h"

// Whoever links this library takes this file: see CMakeLists.txt.
extern "C" void interleave_watches_sockets() {}

IL_WATCH(int, socket, (int domain, int type, int protocol), (domain, type, protocol), noexcept);
IL_WATCH(int, socketpair, (int domain, int type, int protocol, int* ends),
         (domain, type, protocol, ends), noexcept);
IL_WATCH(int, bind, (int socket, const sockaddr* address, socklen_t size), (socket, address, size),
         noexcept);
IL_WATCH(int, listen, (int socket, int backlog), (socket, backlog), noexcept);
IL_WATCH(int, accept, (int socket, sockaddr* address, socklen_t* size), (socket, address, size), );
IL_WATCH(int, accept4, (int socket, sockaddr* address, socklen_t* size, int flags),
         (socket, address, size, flags), );
IL_WATCH(int, connect, (int socket, const sockaddr* address, socklen_t size),
         (socket, address, size), );
IL_WATCH(int, shutdown, (int socket, int how), (socket, how), noexcept);

IL_WATCH(ssize_t, send, (int socket, const void* data, size_t size, int flags),
         (socket, data, size, flags), );
IL_WATCH(ssize_t, sendto,
         (int socket, const void* data, size_t size, int flags, const sockaddr* to,
          socklen_t to_size),
         (socket, data, size, flags, to, to_size), );
IL_WATCH(ssize_t, sendmsg, (int socket, const msghdr* message, int flags),
         (socket, message, flags), );
IL_WATCH(ssize_t, recv, (int socket, void* data, size_t size, int flags),
         (socket, data, size, flags), );
IL_WATCH(ssize_t, recvfrom,
         (int socket, void* data, size_t size, int flags, sockaddr* from, socklen_t* from_size),
         (socket, data, size, flags, from, from_size), );
IL_WATCH(ssize_t, recvmsg, (int socket, msghdr* message, int flags), (socket, message, flags), );

IL_WATCH(int, poll, (pollfd * descriptors, nfds_t count, int timeout),
         (descriptors, count, timeout), );
IL_WATCH(int, ppoll,
         (pollfd * descriptors, nfds_t count, const timespec* timeout, const sigset_t* mask),
         (descriptors, count, timeout, mask), );
IL_WATCH(int, select, (int count, fd_set* reads, fd_set* writes, fd_set* errors, timeval* timeout),
         (count, reads, writes, errors, timeout), );
IL_WATCH(int, pselect,
         (int count, fd_set* reads, fd_set* writes, fd_set* errors, const timespec* timeout,
          const sigset_t* mask),
         (count, reads, writes, errors, timeout, mask), );
IL_WATCH(int, epoll_wait, (int poller, epoll_event* events, int most, int timeout),
         (poller, events, most, timeout), );
IL_WATCH(int, epoll_pwait,
         (int poller, epoll_event* events, int most, int timeout, const sigset_t* mask),
         (poller, events, most, timeout, mask), );
