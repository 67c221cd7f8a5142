#include "daemon/libvirt/procedures/domain_stats.h"

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

rpc::Error too_many() {
  return rpc::rpc_error("more statistics than the protocol allows");
}

struct FreeRecords {
  void operator()(virDomainStatsRecordPtr* records) const { virDomainStatsRecordListFree(records); }
};

}  // namespace

rpc::Outcome<rpc::BlockStatsResult> block_stats(virConnectPtr connection,
                                                const rpc::ObjectTextArgs<rpc::Domain>& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  virDomainBlockStatsStruct stats{};
  if (virDomainBlockStats(domain.value().get(), args.text.c_str(), &stats, sizeof(stats)) < 0) {
    return take_last_error();
  }
  return rpc::BlockStatsResult{.read_requests = stats.rd_req,
                               .read_bytes = stats.rd_bytes,
                               .write_requests = stats.wr_req,
                               .write_bytes = stats.wr_bytes,
                               .errors = stats.errs};
}

rpc::Outcome<rpc::InterfaceStatsResult> interface_stats(
    virConnectPtr connection, const rpc::ObjectTextArgs<rpc::Domain>& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  virDomainInterfaceStatsStruct stats{};
  if (virDomainInterfaceStats(domain.value().get(), args.text.c_str(), &stats, sizeof(stats)) < 0) {
    return take_last_error();
  }
  return rpc::InterfaceStatsResult{.received_bytes = stats.rx_bytes,
                                   .received_packets = stats.rx_packets,
                                   .received_errors = stats.rx_errs,
                                   .received_drops = stats.rx_drop,
                                   .sent_bytes = stats.tx_bytes,
                                   .sent_packets = stats.tx_packets,
                                   .sent_errors = stats.tx_errs,
                                   .sent_drops = stats.tx_drop};
}

rpc::Outcome<rpc::MemoryStatsResult> memory_stats(virConnectPtr connection,
                                                  const rpc::MemoryStatsArgs& args) {
  if (args.most > rpc::kMemoryStatLimit) return too_many();
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.domain);
  if (!domain.ok()) return domain.error();
  std::vector<virDomainMemoryStatStruct> stats(args.most);
  const int count = virDomainMemoryStats(domain.value().get(), stats.data(), args.most, args.flags);
  if (count < 0) return take_last_error();
  rpc::MemoryStatsResult result;
  for (const auto& stat : std::span(stats).first(static_cast<std::size_t>(count))) {
    result.stats.push_back({.tag = stat.tag, .value = stat.val});
  }
  return result;
}

// Of several cpus, each has room for all parameters: those that it does not have are left out.
rpc::Outcome<rpc::CpuStatsResult> cpu_stats(virConnectPtr connection,
                                            const rpc::CpuStatsArgs& args) {
  if (args.parameters > rpc::kNodeStatsLimit || args.cpus > rpc::kDomainCpuLimit) {
    return too_many();
  }
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.domain);
  if (!domain.ok()) return domain.error();
  TypedParameters stats;
  if (args.parameters > 0) stats.make_room(static_cast<int>(args.cpus * args.parameters));
  rpc::CpuStatsResult result;
  result.count = virDomainGetCPUStats(domain.value().get(), stats.array(), args.parameters,
                                      args.first_cpu, args.cpus, args.flags);
  if (result.count < 0) return take_last_error();
  result.parameters = stats.to_wire();
  return result;
}

rpc::Outcome<rpc::DiskErrorsResult> disk_errors(virConnectPtr connection,
                                                const rpc::DiskErrorsArgs& args) {
  if (args.most > rpc::kDiskErrorLimit) return too_many();
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.domain);
  if (!domain.ok()) return domain.error();
  std::vector<virDomainDiskError> errors(args.most);
  rpc::DiskErrorsResult result;
  result.count = virDomainGetDiskErrors(domain.value().get(), errors.data(), args.most, args.flags);
  if (result.count < 0) return take_last_error();
  for (const virDomainDiskError& error : errors) {
    if (error.disk == nullptr) continue;
    const OwnedText disk(error.disk);
    result.errors.push_back({.disk = rpc::String(disk.get()), .error = error.error});
  }
  return result;
}

rpc::Outcome<rpc::AllDomainStatsResult> all_domain_stats(virConnectPtr connection,
                                                         const rpc::AllDomainStatsArgs& args) {
  std::vector<DomainRef> domains;
  std::vector<virDomainPtr> asked;
  for (const rpc::Domain& named : args.domains) {
    DomainRef domain = find_domain(connection, named);
    if (!domain) continue;
    asked.push_back(domain.get());
    domains.push_back(std::move(domain));
  }
  asked.push_back(nullptr);
  // Domains that have gone have no statistics; all of the connection's are another question.
  if (domains.empty() && !args.domains.empty()) return rpc::AllDomainStatsResult{};
  virDomainStatsRecordPtr* found = nullptr;
  const int count = domains.empty()
                        ? virConnectGetAllDomainStats(connection, args.stats, &found, args.flags)
                        : virDomainListGetStats(asked.data(), args.stats, &found, args.flags);
  if (count < 0) return take_last_error();
  const std::unique_ptr<virDomainStatsRecordPtr, FreeRecords> owner(found);
  rpc::AllDomainStatsResult result;
  for (virDomainStatsRecordPtr record : std::span(found, static_cast<std::size_t>(count))) {
    const std::span<const virTypedParameter> stats(record->params,
                                                   static_cast<std::size_t>(record->nparams));
    result.records.push_back({.domain = to_wire(record->dom), .parameters = to_wire(stats)});
  }
  return result;
}

Family domain_stats_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainStatsRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
