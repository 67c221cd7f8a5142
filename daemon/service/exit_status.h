// Exit statuses of interleaved; --help documents them.
#ifndef INTERLEAVE_DAEMON_SERVICE_EXIT_STATUS_H_
#define INTERLEAVE_DAEMON_SERVICE_EXIT_STATUS_H_

namespace interleave::daemon {

inline constexpr int kDrained = 0;
inline constexpr int kCannotStart = 1;
inline constexpr int kWrongUsage = 2;
inline constexpr int kForced = 4;

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_SERVICE_EXIT_STATUS_H_
