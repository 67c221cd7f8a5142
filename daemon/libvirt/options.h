// What an operator decides about the libvirt connections of clients.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_OPTIONS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_OPTIONS_H_

#include <string>
#include <vector>

namespace interleave::daemon {

// What is opened for clients that name `from`, whatever uri_schemes says: an operator wrote it
// down.
struct MappedUri {
  std::string from;
  std::string to;
};

struct LibvirtOptions {
  // The URI schemes that clients may have opened, transport included ("test", "qemu+tls"). Anything
  // else is refused as libvirt refuses a scheme without a driver: libvirt in this process would
  // connect to the system's default socket, which may be this daemon's own.
  std::vector<std::string> uri_schemes = {"test"};
  // What is opened for a client that names nothing.
  std::string default_uri = "test:///default";
  // Connections held open for as long as the daemon runs. A test:///default without any connection
  // starts afresh with its next one; libvirtd holds none.
  std::vector<std::string> keep_open;
  // Each `from` once.
  std::vector<MappedUri> uri_map{};
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_OPTIONS_H_
