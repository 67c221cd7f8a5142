#include "daemon/libvirt/procedures/domain_devices.h"

#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

rpc::Outcome<rpc::PeekResult> make_room(std::uint32_t size) {
  if (size > rpc::kPeekLimit) return rpc::rpc_error("more bytes than the protocol allows");
  rpc::PeekResult result;
  result.bytes.resize(size);
  return result;
}

}  // namespace

rpc::Outcome<rpc::PeekResult> block_peek(virConnectPtr connection, const rpc::BlockPeekArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.domain);
  if (!domain.ok()) return domain.error();
  rpc::Outcome<rpc::PeekResult> result = make_room(args.size);
  if (result.ok() && virDomainBlockPeek(domain.value().get(), args.path.c_str(), args.offset,
                                        args.size, result.value().bytes.data(), args.flags) < 0) {
    return take_last_error();
  }
  return result;
}

rpc::Outcome<rpc::PeekResult> memory_peek(virConnectPtr connection,
                                          const rpc::MemoryPeekArgs& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.domain);
  if (!domain.ok()) return domain.error();
  rpc::Outcome<rpc::PeekResult> result = make_room(args.size);
  if (result.ok() && virDomainMemoryPeek(domain.value().get(), args.offset, args.size,
                                         result.value().bytes.data(), args.flags) < 0) {
    return take_last_error();
  }
  return result;
}

rpc::Outcome<rpc::BlockInfoResult> block_info(virConnectPtr connection,
                                              const rpc::ObjectTextFlagsArgs<rpc::Domain>& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  virDomainBlockInfo info{};
  if (virDomainGetBlockInfo(domain.value().get(), args.text.c_str(), &info, args.flags) < 0) {
    return take_last_error();
  }
  return rpc::BlockInfoResult{
      .allocation = info.allocation, .capacity = info.capacity, .physical = info.physical};
}

rpc::Outcome<rpc::BlockJobInfoResult> block_job_info(
    virConnectPtr connection, const rpc::ObjectTextFlagsArgs<rpc::Domain>& args) {
  const rpc::Outcome<DomainRef> domain = find_object(connection, args.object);
  if (!domain.ok()) return domain.error();
  virDomainBlockJobInfo info{};
  const int found =
      virDomainGetBlockJobInfo(domain.value().get(), args.text.c_str(), &info, args.flags);
  if (found < 0) return take_last_error();
  return rpc::BlockJobInfoResult{.found = found,
                                 .type = info.type,
                                 .bandwidth = info.bandwidth,
                                 .current = info.cur,
                                 .end = info.end};
}

Family domain_devices_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDomainDevicesRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
