#include "daemon/libvirt/procedures/domain_info.h"

#include <memory>

#include "daemon/libvirt/words.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::SecurityLabelResult> get_security_label(virConnectPtr connection,
                                                          const rpc::DomainArgs& args) {
  const DomainRef domain = find_domain(connection, args.object);
  // Four kilobytes: too much for the stack of a worker that handles many calls like this one.
  const auto label = std::make_unique<virSecurityLabel>();
  if (!domain || virDomainGetSecurityLabel(domain.get(), label.get()) < 0) {
    return take_last_error();
  }
  rpc::SecurityLabelResult result;
  result.label = words_of<decltype(result.label)>(label->label);
  result.enforcing = label->enforcing;
  return result;
}

Family domain_info_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainInfoRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
