// Open files beside the bytes of a local socket. Internal to daemon/asio.
#ifndef INTERLEAVE_DAEMON_ASIO_FILE_PASSING_H_
#define INTERLEAVE_DAEMON_ASIO_FILE_PASSING_H_

#include <cstddef>
#include <span>

#include "daemon/asio/descriptor.h"
#include "model/seam/io_status.h"
#include "model/seam/open_file.h"

namespace interleave::daemon {

// A file of this process that can be sent. The descriptor is valid.
FileRef make_file(Descriptor descriptor);

// Stream::read_with_file and write_file, of a non-blocking local socket.
IoResult receive_with_file(int socket, std::span<std::byte> into, Arrival& with);
IoResult send_file(int socket, const OpenFile& file);

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_ASIO_FILE_PASSING_H_
