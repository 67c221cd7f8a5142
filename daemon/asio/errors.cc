#include "daemon/asio/errors.h"

#include <cerrno>

#include <boost/asio/error.hpp>

namespace interleave::daemon {
namespace {

// The number of a system error; 0 for an error of another kind.
int number_of(const boost::system::error_code& error) {
  return error.category() == boost::system::system_category() ? error.value() : 0;
}

// Errors that every operation may have.
IoStatus resource_status(int error) {
  switch (error) {
    case EMFILE:
    case ENFILE:
      return IoStatus::no_descriptors;
    case ENOMEM:
    case ENOBUFS:
    case ENOSPC:  // the system's bound on epoll registrations
      return IoStatus::no_memory;
    default:
      return IoStatus::other;
  }
}

}  // namespace

IoStatus transfer_status(const boost::system::error_code& error) {
  if (error == boost::asio::error::eof) return IoStatus::end_of_stream;
  switch (number_of(error)) {
    case EAGAIN:
    case EINTR:
      return IoStatus::would_block;
    case ECONNRESET:
    case EPIPE:
    case ENOTCONN:
    case ESHUTDOWN:
    case ETIMEDOUT:
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ENETDOWN:
    case ENETRESET:
      return IoStatus::reset;
    case ENOMEM:
    case ENOBUFS:
      return IoStatus::no_memory;
    default:
      return IoStatus::other;
  }
}

IoStatus accept_status(const boost::system::error_code& error) {
  switch (number_of(error)) {
    case EAGAIN:
    case EINTR:
      return IoStatus::would_block;
    // What accept(2) calls errors that are already pending on the new socket.
    case ECONNABORTED:
    case EPROTO:
    case EPERM:
    case ENETDOWN:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case ENETUNREACH:
      return IoStatus::peer_vanished;
    default:
      return resource_status(number_of(error));
  }
}

IoStatus open_status(const boost::system::error_code& error) {
  switch (number_of(error)) {
    case EAGAIN:
      return IoStatus::would_block;
    case ECONNREFUSED:
    case ENOENT:
      return IoStatus::refused;
    case EADDRINUSE:
      return IoStatus::in_use;
    case EACCES:
    case EPERM:
    case EROFS:
      return IoStatus::denied;
    default:
      return resource_status(number_of(error));
  }
}

IoStatus watch_status(const boost::system::error_code& error) {
  return error ? resource_status(number_of(error)) : IoStatus::ok;
}

boost::system::error_code last_error() {
  return {errno, boost::system::system_category()};
}

}  // namespace interleave::daemon
