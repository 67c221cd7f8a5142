#include "daemon/libvirt/procedures/domain_info.h"

#include <cstddef>
#include <memory>

#include "daemon/libvirt/words.h"

namespace interleave::daemon {

rpc::Outcome<rpc::NumberResult> get_autostart(virConnectPtr connection,
                                              const rpc::DomainArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  int autostart = 0;
  if (!domain || virDomainGetAutostart(domain.get(), &autostart) < 0) return take_last_error();
  return rpc::NumberResult{.number = autostart};
}

rpc::Outcome<rpc::DomainGetInfoResult> get_info(virConnectPtr connection,
                                                const rpc::DomainArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  virDomainInfo info{};
  if (!domain || virDomainGetInfo(domain.get(), &info) < 0) return take_last_error();
  return rpc::DomainGetInfoResult{.state = info.state,
                                  .max_memory = info.maxMem,
                                  .memory = info.memory,
                                  .vcpus = info.nrVirtCpu,
                                  .cpu_time = info.cpuTime};
}

rpc::Outcome<rpc::SecurityLabelResult> get_security_label(virConnectPtr connection,
                                                          const rpc::DomainArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
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

rpc::Outcome<rpc::DomainGetStateResult> get_state(virConnectPtr connection,
                                                  const rpc::DomainFlagsArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  rpc::DomainGetStateResult result;
  if (!domain || virDomainGetState(domain.get(), &result.state, &result.reason, args.flags) < 0) {
    return take_last_error();
  }
  return result;
}

rpc::Outcome<rpc::TextResult> get_metadata(virConnectPtr connection,
                                           const rpc::DomainGetMetadataArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  if (!domain) return take_last_error();
  const OwnedText metadata(virDomainGetMetadata(
      domain.get(), args.type, args.uri ? args.uri->c_str() : nullptr, args.flags));
  if (!metadata) return take_last_error();
  return rpc::TextResult{.text = rpc::String(metadata.get())};
}

rpc::Outcome<rpc::DomainListSnapshotsResult> list_all_snapshots(
    virConnectPtr connection, const rpc::DomainListSnapshotsArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  if (!domain) return take_last_error();
  virDomainSnapshotPtr* found = nullptr;
  const int count = virDomainListAllSnapshots(
      domain.get(), args.need_results != 0 ? &found : nullptr, args.flags);
  if (count < 0) return take_last_error();
  rpc::DomainListSnapshotsResult result;
  result.count = count;
  const OwnedArray<virDomainSnapshotPtr> array(found);
  const rpc::Domain wire = to_wire(domain.get());
  for (int i = 0; found != nullptr && i < count; ++i) {
    const SnapshotRef snapshot(found[i]);
    result.snapshots.push_back(to_wire(snapshot.get(), wire));
  }
  return result;
}

rpc::Outcome<rpc::NamesResult> get_messages(virConnectPtr connection,
                                            const rpc::DomainFlagsArgs& args) {
  const DomainRef domain = find_domain(connection, args.domain);
  char** found = nullptr;
  const int count = domain ? virDomainGetMessages(domain.get(), &found, args.flags) : -1;
  if (count < 0) return take_last_error();
  rpc::NamesResult result;
  const OwnedArray<char*> array(found);
  for (int i = 0; i < count; ++i) {
    const OwnedText message(found[i]);
    result.names.emplace_back(message.get());
  }
  return result;
}

}  // namespace interleave::daemon
