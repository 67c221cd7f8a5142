#include "daemon/core/keepalive.h"

namespace interleave::daemon {

Keepalive::Step Keepalive::step(Instant now, bool listening) {
  wait_ = interval_;
  if (!listening) {
    heard(now);
    return Step::ask;
  }
  if (silence(now) < interval_) {
    wait_ = interval_ - silence(now);
    return Step::wait;
  }
  if (asked_ == count_) return Step::give_up;
  ++asked_;
  return Step::ask;
}

}  // namespace interleave::daemon
