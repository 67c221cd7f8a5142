#include "daemon/libvirt/procedures/descriptors.h"

namespace interleave::daemon::procedures {
rpc::Outcome<rpc::DomainResult> create_xml_with_files(virConnectPtr connection,
                                                      const rpc::TextFlagsArgs& args) {
  const DomainRef domain(
      virDomainCreateXMLWithFiles(connection, args.text.c_str(), 0, nullptr, args.flags));
  if (!domain) return take_last_error();
  return rpc::DomainResult{.domain = to_wire(domain.get())};
}

rpc::Outcome<rpc::DomainResult> create_with_files(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  if (virDomainCreateWithFiles(domain.value().get(), 0, nullptr, args.flags) < 0) {
    return take_last_error();
  }
  return rpc::DomainResult{.domain = to_wire(domain.value().get())};
}

Family descriptors_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDescriptorsRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
