// The system's errors as the seam's, for each operation the ones of its contract. Internal to
// daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_ERRORS_H_
#define INTERLEAVE_DAEMON_ASIO_ERRORS_H_

#include <boost/system/error_code.hpp>

#include "model/seam/io_status.h"

namespace interleave::daemon {

// Of a read or a write.
IoStatus transfer_status(const boost::system::error_code& error);
// Of accept: errors of the connection, not of the listener, are peer_vanished.
IoStatus accept_status(const boost::system::error_code& error);
// Of opening: socket, bind, listen, connect.
IoStatus open_status(const boost::system::error_code& error);
// Of a registration with the reactor.
IoStatus watch_status(const boost::system::error_code& error);

// The present errno.
boost::system::error_code last_error();

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_ERRORS_H_
