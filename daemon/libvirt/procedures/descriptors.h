// Procedures whose messages carry file descriptors. None arrive: domains are created without any,
// and what is nothing without a descriptor is not supported.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DESCRIPTORS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DESCRIPTORS_H_

#include "daemon/libvirt/not_supported.h"
#include "daemon/libvirt/procedures/rows.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::DomainResult> create_xml_with_files(virConnectPtr connection,
                                                      const rpc::TextFlagsArgs& args);
// Its result is the domain with the id that it has now.
rpc::Outcome<rpc::DomainResult> create_with_files(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args);

// The number of a domain's display, or of a descriptor that it is to use.
struct OpenGraphicsArgs {
  rpc::Domain domain;
  std::uint32_t index = 0;
  std::uint32_t flags = 0;
};

inline constexpr std::tuple kDescriptorsRows{
    Row<249, not_supported<"virDomainOpenGraphics", OpenGraphicsArgs>>{
        "DOMAIN_OPEN_GRAPHICS", ordinary, read, kNeedsDescriptors},
    Row<309, create_xml_with_files>{"DOMAIN_CREATE_XML_WITH_FILES", ordinary, write},
    Row<310, create_with_files>{"DOMAIN_CREATE_WITH_FILES", ordinary, write},
    Row<343, not_supported<"virDomainOpenGraphicsFD", OpenGraphicsArgs>>{
        "DOMAIN_OPEN_GRAPHICS_FD", ordinary, read, kNeedsDescriptors},
    Row<443, not_supported<"virDomainFDAssociate", rpc::ObjectTextFlagsArgs<rpc::Domain>>>{
        "DOMAIN_FD_ASSOCIATE", ordinary, read, kNeedsDescriptors},
};

Family descriptors_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DESCRIPTORS_H_
