#include "daemon/libvirt/procedures/domain_info.h"

#include <cstddef>
#include <memory>
#include <span>

#include "daemon/libvirt/words.h"

namespace interleave::daemon::procedures {

namespace {

rpc::SecurityLabelResult to_result(const virSecurityLabel& label) {
  rpc::SecurityLabelResult result;
  result.label = words_of<decltype(result.label)>(label.label);
  result.enforcing = label.enforcing;
  return result;
}

}  // namespace

rpc::Outcome<rpc::SecurityLabelResult> get_security_label(virConnectPtr connection,
                                                          const rpc::DomainArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  // Four kilobytes: too much for the stack of a worker that handles many calls like this one.
  const auto label = std::make_unique<virSecurityLabel>();
  if (virDomainGetSecurityLabel(domain.value().get(), label.get()) < 0) {
    return take_last_error();
  }
  return to_result(*label);
}

rpc::Outcome<rpc::SecurityLabelsResult> get_security_labels(virConnectPtr connection,
                                                            const rpc::DomainArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  virSecurityLabelPtr found = nullptr;
  rpc::SecurityLabelsResult result;
  result.count = virDomainGetSecurityLabelList(domain.value().get(), &found);
  if (result.count < 0) return take_last_error();
  const OwnedArray<virSecurityLabel> owner(found);
  for (const virSecurityLabel& label : std::span(found, static_cast<std::size_t>(result.count))) {
    result.labels.push_back(to_result(label));
  }
  return result;
}

Family domain_info_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainInfoRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
