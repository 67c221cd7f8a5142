// Procedures that ask what hypervisors, their cpus and their documents are like.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_HYPERVISOR_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_HYPERVISOR_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/connect_types.h"
#include "daemon/rpc/storage_types.h"

namespace interleave::daemon::procedures {

// Nothing here goes by who a client says that it is.
rpc::Outcome<rpc::Nothing> set_identity(virConnectPtr connection, const rpc::SetIdentityArgs& args);

inline constexpr std::tuple kHypervisorRows{
    Row<75, api<virConnectFindStoragePoolSources, rpc::FindPoolSourcesArgs, rpc::TextResult>>{
        "CONNECT_FIND_STORAGE_POOL_SOURCES", ordinary, write},
    Row<135, api<virConnectDomainXMLFromNative, rpc::TwoTextsFlagsArgs, rpc::TextResult>>{
        "CONNECT_DOMAIN_XML_FROM_NATIVE", ordinary, write},
    Row<136, api<virConnectDomainXMLToNative, rpc::TwoTextsFlagsArgs, rpc::TextResult>>{
        "CONNECT_DOMAIN_XML_TO_NATIVE", ordinary, write},
    Row<158, api<virConnectCompareCPU, rpc::TextFlagsArgs, rpc::NumberResult>>{
        "CONNECT_COMPARE_CPU", high, read},
    Row<162, api<virConnectBaselineCPU, rpc::CpuDocumentsArgs, rpc::TextResult>>{
        "CONNECT_BASELINE_CPU", ordinary, read},
    Row<312, api<virConnectGetCPUModelNames, rpc::CpuModelsArgs,
                 rpc::ListAllResult<rpc::String, rpc::kCpuModelLimit>>>{
        "CONNECT_GET_CPU_MODEL_NAMES", ordinary, read},
    Row<342, api<virConnectGetDomainCapabilities, rpc::DomainCapabilitiesArgs, rpc::TextResult>>{
        "CONNECT_GET_DOMAIN_CAPABILITIES", ordinary, write},
    Row<393, api<virConnectCompareHypervisorCPU, rpc::CompareHypervisorCpuArgs, rpc::NumberResult>>{
        "CONNECT_COMPARE_HYPERVISOR_CPU", ordinary, write},
    Row<394, api<virConnectBaselineHypervisorCPU, rpc::BaselineHypervisorCpuArgs, rpc::TextResult>>{
        "CONNECT_BASELINE_HYPERVISOR_CPU", ordinary, write},
    Row<403, api<virConnectGetStoragePoolCapabilities, rpc::FlagsArgs, rpc::TextResult>>{
        "CONNECT_GET_STORAGE_POOL_CAPABILITIES", ordinary, read},
    Row<419, set_identity>{"CONNECT_SET_IDENTITY", ordinary, read},
};

Family hypervisor_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_HYPERVISOR_H_
