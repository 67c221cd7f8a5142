// Procedures that save domains into files, and what is done with the files.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_SAVE_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_SAVE_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_save_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kDomainSaveRows{
    Row<53, api<virDomainCoreDump, rpc::ObjectTextFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_CORE_DUMP", ordinary, write},
    Row<54, api<virDomainRestore, rpc::TextArgs, rpc::Nothing>>{"DOMAIN_RESTORE", ordinary, write},
    Row<55, api<virDomainSave, rpc::ObjectTextArgs<rpc::Domain>, rpc::Nothing>>{"DOMAIN_SAVE",
                                                                                ordinary, write},
    Row<182, api<virDomainManagedSave, rpc::DomainFlagsArgs, rpc::Nothing>>{"DOMAIN_MANAGED_SAVE",
                                                                            ordinary, write},
    Row<183, api<virDomainHasManagedSaveImage, rpc::DomainFlagsArgs, rpc::NumberResult>>{
        "DOMAIN_HAS_MANAGED_SAVE_IMAGE", ordinary, read},
    Row<184, api<virDomainManagedSaveRemove, rpc::DomainFlagsArgs, rpc::Nothing>>{
        "DOMAIN_MANAGED_SAVE_REMOVE", ordinary, write},
    Row<232, api<virDomainSaveFlags, rpc::SaveFlagsArgs, rpc::Nothing>>{"DOMAIN_SAVE_FLAGS",
                                                                        ordinary, write},
    Row<233, api<virDomainRestoreFlags, rpc::RestoreFlagsArgs, rpc::Nothing>>{
        "DOMAIN_RESTORE_FLAGS", ordinary, write},
    Row<235, api<virDomainSaveImageGetXMLDesc, rpc::TextFlagsArgs, rpc::TextResult>>{
        "DOMAIN_SAVE_IMAGE_GET_XML_DESC", high, write},
    Row<236, api<virDomainSaveImageDefineXML, rpc::TwoTextsFlagsArgs, rpc::Nothing>>{
        "DOMAIN_SAVE_IMAGE_DEFINE_XML", high, write},
    Row<334, api<virDomainCoreDumpWithFormat, rpc::CoreDumpArgs, rpc::Nothing>>{
        "DOMAIN_CORE_DUMP_WITH_FORMAT", ordinary, write},
    Row<388, api<virDomainManagedSaveGetXMLDesc, rpc::DomainFlagsArgs, rpc::TextResult>>{
        "DOMAIN_MANAGED_SAVE_GET_XML_DESC", ordinary, read},
    Row<389, api<virDomainManagedSaveDefineXML, rpc::ObjectOptionalTextFlagsArgs<rpc::Domain>,
                 rpc::Nothing>>{"DOMAIN_MANAGED_SAVE_DEFINE_XML", ordinary, write},
    Row<440,
        api<virDomainSaveParams,
            rpc::ObjectParametersFlagsArgs<rpc::Domain, rpc::kManyParametersLimit>, rpc::Nothing>>{
        "DOMAIN_SAVE_PARAMS", ordinary, write},
    Row<441, api<virDomainRestoreParams, rpc::RestoreParametersArgs, rpc::Nothing>>{
        "DOMAIN_RESTORE_PARAMS", ordinary, write},
};

Family domain_save_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_DOMAIN_SAVE_H_
