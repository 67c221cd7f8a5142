// Procedures about the checkpoints of domains, and backups.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CHECKPOINTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CHECKPOINTS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_save_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kCheckpointsRows{
    Row<411, api<virDomainCheckpointCreateXML, rpc::ObjectTextFlagsArgs<rpc::Domain>,
                 rpc::ObjectResult<rpc::DomainCheckpoint>>>{"DOMAIN_CHECKPOINT_CREATE_XML",
                                                            ordinary, write},
    Row<412, api<virDomainCheckpointGetXMLDesc, rpc::ObjectFlagsArgs<rpc::DomainCheckpoint>,
                 rpc::TextResult>>{"DOMAIN_CHECKPOINT_GET_XML_DESC", ordinary, read},
    Row<413, api<virDomainListAllCheckpoints, rpc::ObjectListAllArgs<rpc::Domain>,
                 rpc::ListAllResult<rpc::DomainCheckpoint>>>{"DOMAIN_LIST_ALL_CHECKPOINTS", high,
                                                             read},
    Row<414, api<virDomainCheckpointListAllChildren, rpc::ObjectListAllArgs<rpc::DomainCheckpoint>,
                 rpc::ListAllResult<rpc::DomainCheckpoint>>>{"DOMAIN_CHECKPOINT_LIST_ALL_CHILDREN",
                                                             high, read},
    Row<415, api<virDomainCheckpointLookupByName, rpc::ObjectTextFlagsArgs<rpc::Domain>,
                 rpc::ObjectResult<rpc::DomainCheckpoint>>>{"DOMAIN_CHECKPOINT_LOOKUP_BY_NAME",
                                                            high, read},
    Row<416, api<virDomainCheckpointGetParent, rpc::ObjectFlagsArgs<rpc::DomainCheckpoint>,
                 rpc::ObjectResult<rpc::DomainCheckpoint>>>{"DOMAIN_CHECKPOINT_GET_PARENT", high,
                                                            read},
    Row<417,
        api<virDomainCheckpointDelete, rpc::ObjectFlagsArgs<rpc::DomainCheckpoint>, rpc::Nothing>>{
        "DOMAIN_CHECKPOINT_DELETE", ordinary, write},
    Row<421, api<virDomainBackupBegin, rpc::BackupBeginArgs, rpc::Nothing>>{"DOMAIN_BACKUP_BEGIN",
                                                                            ordinary, write},
    Row<422, api<virDomainBackupGetXMLDesc, rpc::DomainFlagsArgs, rpc::TextResult>>{
        "DOMAIN_BACKUP_GET_XML_DESC", high, read},
};

Family checkpoints_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_CHECKPOINTS_H_
