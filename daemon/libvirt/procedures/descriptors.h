// Procedures whose messages carry file descriptors.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DESCRIPTORS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DESCRIPTORS_H_

#include "daemon/libvirt/call.h"
#include "daemon/libvirt/procedures/rows.h"

namespace interleave::daemon::procedures {

// The number of a domain's display, and what to do with it.
struct OpenGraphicsArgs {
  rpc::Domain domain;
  std::uint32_t index = 0;
  std::uint32_t flags = 0;
};

// The display is to use the socket that comes with the call.
rpc::Outcome<rpc::Nothing> open_graphics(LibvirtCall& call, const OpenGraphicsArgs& args);
// The reply carries a socket that leads to the display.
rpc::Outcome<rpc::Nothing> open_graphics_fd(LibvirtCall& call, const OpenGraphicsArgs& args);
// The domain's first process gets all files that come with the call.
rpc::Outcome<rpc::DomainResult> create_xml_with_files(LibvirtCall& call,
                                                      const rpc::TextFlagsArgs& args);
// Its result is the domain with the id that it has now.
rpc::Outcome<rpc::DomainResult> create_with_files(LibvirtCall& call,
                                                  const rpc::DomainFlagsArgs& args);
// The domain's description may refer to the files by the name that is given.
rpc::Outcome<rpc::Nothing> fd_associate(LibvirtCall& call,
                                        const rpc::ObjectTextFlagsArgs<rpc::Domain>& args);

inline constexpr std::tuple kDescriptorsRows{
    Row<249, open_graphics>{"DOMAIN_OPEN_GRAPHICS", ordinary, write},
    Row<309, create_xml_with_files>{"DOMAIN_CREATE_XML_WITH_FILES", ordinary, write},
    Row<310, create_with_files>{"DOMAIN_CREATE_WITH_FILES", ordinary, write},
    Row<343, open_graphics_fd>{"DOMAIN_OPEN_GRAPHICS_FD", ordinary, write},
    Row<443, fd_associate>{"DOMAIN_FD_ASSOCIATE", ordinary, write},
};

Family descriptors_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DESCRIPTORS_H_
