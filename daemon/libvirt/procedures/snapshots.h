// Procedures about the snapshots of domains.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_SNAPSHOTS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_SNAPSHOTS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/domain_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kSnapshotsRows{
    Row<185, api<virDomainSnapshotCreateXML, rpc::ObjectTextFlagsArgs<rpc::Domain>,
                 rpc::ObjectResult<rpc::DomainSnapshot>>>{"DOMAIN_SNAPSHOT_CREATE_XML", ordinary,
                                                          write},
    Row<186, api<virDomainSnapshotGetXMLDesc, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>,
                 rpc::TextResult>>{"DOMAIN_SNAPSHOT_GET_XML_DESC", high, read},
    Row<187, api<virDomainSnapshotNum, rpc::DomainFlagsArgs, rpc::NumberResult>>{
        "DOMAIN_SNAPSHOT_NUM", high, read},
    Row<188,
        api<virDomainSnapshotListNames, rpc::ObjectRoomFlagsArgs<rpc::Domain>, rpc::NamesResult>>{
        "DOMAIN_SNAPSHOT_LIST_NAMES", high, read},
    Row<189, api<virDomainSnapshotLookupByName, rpc::ObjectTextFlagsArgs<rpc::Domain>,
                 rpc::ObjectResult<rpc::DomainSnapshot>>>{"DOMAIN_SNAPSHOT_LOOKUP_BY_NAME", high,
                                                          read},
    Row<190, api<virDomainHasCurrentSnapshot, rpc::DomainFlagsArgs, rpc::NumberResult>>{
        "DOMAIN_HAS_CURRENT_SNAPSHOT", ordinary, read},
    Row<191, api<virDomainSnapshotCurrent, rpc::DomainFlagsArgs,
                 rpc::ObjectResult<rpc::DomainSnapshot>>>{"DOMAIN_SNAPSHOT_CURRENT", ordinary,
                                                          read},
    Row<192,
        api<virDomainRevertToSnapshot, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>, rpc::Nothing>>{
        "DOMAIN_REVERT_TO_SNAPSHOT", ordinary, write},
    Row<193, api<virDomainSnapshotDelete, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>, rpc::Nothing>>{
        "DOMAIN_SNAPSHOT_DELETE", ordinary, write},
    Row<244, api<virDomainSnapshotGetParent, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>,
                 rpc::ObjectResult<rpc::DomainSnapshot>>>{"DOMAIN_SNAPSHOT_GET_PARENT", high, read},
    Row<246, api<virDomainSnapshotNumChildren, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>,
                 rpc::NumberResult>>{"DOMAIN_SNAPSHOT_NUM_CHILDREN", high, read},
    Row<247, api<virDomainSnapshotListChildrenNames, rpc::ObjectRoomFlagsArgs<rpc::DomainSnapshot>,
                 rpc::NamesResult>>{"DOMAIN_SNAPSHOT_LIST_CHILDREN_NAMES", high, read},
    Row<271, api<virDomainSnapshotIsCurrent, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>,
                 rpc::NumberResult>>{"DOMAIN_SNAPSHOT_IS_CURRENT", ordinary, read},
    Row<272, api<virDomainSnapshotHasMetadata, rpc::ObjectFlagsArgs<rpc::DomainSnapshot>,
                 rpc::NumberResult>>{"DOMAIN_SNAPSHOT_HAS_METADATA", ordinary, read},
    Row<274, api<virDomainListAllSnapshots, rpc::DomainListSnapshotsArgs,
                 rpc::DomainListSnapshotsResult>>{"DOMAIN_LIST_ALL_SNAPSHOTS", high, read},
    Row<275, api<virDomainSnapshotListAllChildren, rpc::ObjectListAllArgs<rpc::DomainSnapshot>,
                 rpc::ListAllResult<rpc::DomainSnapshot>>>{"DOMAIN_SNAPSHOT_LIST_ALL_CHILDREN",
                                                           high, read},
};

Family snapshots_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_SNAPSHOTS_H_
