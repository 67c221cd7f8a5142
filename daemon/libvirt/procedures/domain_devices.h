// Procedures about the devices of domains.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_DEVICES_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_DEVICES_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_block_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::PeekResult> block_peek(virConnectPtr connection, const rpc::BlockPeekArgs& args);
rpc::Outcome<rpc::PeekResult> memory_peek(virConnectPtr connection,
                                          const rpc::MemoryPeekArgs& args);
rpc::Outcome<rpc::BlockInfoResult> block_info(virConnectPtr connection,
                                              const rpc::ObjectTextFlagsArgs<rpc::Domain>& args);
rpc::Outcome<rpc::BlockJobInfoResult> block_job_info(
    virConnectPtr connection, const rpc::ObjectTextFlagsArgs<rpc::Domain>& args);

inline constexpr std::tuple kDomainDevicesRows{
    Row<8, api<virDomainAttachDevice, rpc::ObjectTextArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_ATTACH_DEVICE", ordinary, write},
    Row<13, api<virDomainDetachDevice, rpc::ObjectTextArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_DETACH_DEVICE", ordinary, write},
    Row<103, block_peek>{"DOMAIN_BLOCK_PEEK", ordinary, write},
    Row<104, memory_peek>{"DOMAIN_MEMORY_PEEK", ordinary, write},
    Row<160, api<virDomainAttachDeviceFlags, rpc::ObjectTextFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_ATTACH_DEVICE_FLAGS", ordinary, write},
    Row<161, api<virDomainDetachDeviceFlags, rpc::ObjectTextFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_DETACH_DEVICE_FLAGS", ordinary, write},
    Row<174, api<virDomainUpdateDeviceFlags, rpc::ObjectTextFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_UPDATE_DEVICE_FLAGS", ordinary, write},
    Row<194, block_info>{"DOMAIN_GET_BLOCK_INFO", ordinary, read},
    Row<237, api<virDomainBlockJobAbort, rpc::ObjectTextFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_BLOCK_JOB_ABORT", ordinary, write},
    Row<238, block_job_info>{"DOMAIN_GET_BLOCK_JOB_INFO", ordinary, read},
    Row<239, api<virDomainBlockJobSetSpeed, rpc::DiskAmountArgs, rpc::Nothing>>{
        "DOMAIN_BLOCK_JOB_SET_SPEED", ordinary, write},
    Row<240, api<virDomainBlockPull, rpc::DiskAmountArgs, rpc::Nothing>>{"DOMAIN_BLOCK_PULL",
                                                                         ordinary, write},
    Row<251, api<virDomainBlockResize, rpc::DiskAmountArgs, rpc::Nothing>>{"DOMAIN_BLOCK_RESIZE",
                                                                           ordinary, write},
    Row<266, api<virDomainBlockRebase, rpc::BlockRebaseArgs, rpc::Nothing>>{"DOMAIN_BLOCK_REBASE",
                                                                            ordinary, write},
    Row<290, api<virDomainBlockCommit, rpc::BlockCommitArgs, rpc::Nothing>>{"DOMAIN_BLOCK_COMMIT",
                                                                            ordinary, write},
    Row<345, api<virDomainBlockCopy, rpc::BlockCopyArgs, rpc::Nothing>>{"DOMAIN_BLOCK_COPY",
                                                                        ordinary, write},
    Row<386, api<virDomainSetBlockThreshold, rpc::DiskAmountArgs, rpc::Nothing>>{
        "DOMAIN_SET_BLOCK_THRESHOLD", ordinary, write},
    Row<392, api<virDomainDetachDeviceAlias, rpc::ObjectTextFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_DETACH_DEVICE_ALIAS", ordinary, write},
};

Family domain_devices_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_DEVICES_H_
