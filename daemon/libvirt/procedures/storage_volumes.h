// Procedures about the volumes of storage pools.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STORAGE_VOLUMES_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STORAGE_VOLUMES_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/storage_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kStorageVolumesRows{
    Row<93, api<virStorageVolCreateXML, rpc::ObjectTextFlagsArgs<rpc::StoragePool>,
                rpc::ObjectResult<rpc::StorageVolume>>>{"STORAGE_VOL_CREATE_XML", ordinary, write},
    Row<94, api<virStorageVolDelete, rpc::ObjectFlagsArgs<rpc::StorageVolume>, rpc::Nothing>>{
        "STORAGE_VOL_DELETE", ordinary, write},
    Row<95, api<virStorageVolLookupByName, rpc::ObjectTextArgs<rpc::StoragePool>,
                rpc::ObjectResult<rpc::StorageVolume>>>{"STORAGE_VOL_LOOKUP_BY_NAME", high, read},
    Row<96, api<virStorageVolLookupByKey, rpc::TextArgs, rpc::ObjectResult<rpc::StorageVolume>>>{
        "STORAGE_VOL_LOOKUP_BY_KEY", high, read},
    Row<97, api<virStorageVolLookupByPath, rpc::TextArgs, rpc::ObjectResult<rpc::StorageVolume>>>{
        "STORAGE_VOL_LOOKUP_BY_PATH", high, read},
    Row<98, api<virStorageVolGetInfo, rpc::ObjectArgs<rpc::StorageVolume>, rpc::VolumeInfoResult>>{
        "STORAGE_VOL_GET_INFO", high, read},
    Row<99,
        api<virStorageVolGetXMLDesc, rpc::ObjectFlagsArgs<rpc::StorageVolume>, rpc::TextResult>>{
        "STORAGE_VOL_GET_XML_DESC", high, read},
    Row<100, api<virStorageVolGetPath, rpc::ObjectArgs<rpc::StorageVolume>, rpc::TextResult>>{
        "STORAGE_VOL_GET_PATH", high, read},
    Row<125, api<virStorageVolCreateXMLFrom, rpc::CreateVolumeFromArgs,
                 rpc::ObjectResult<rpc::StorageVolume>>>{"STORAGE_VOL_CREATE_XML_FROM", ordinary,
                                                         write},
    Row<165, api<virStorageVolWipe, rpc::ObjectFlagsArgs<rpc::StorageVolume>, rpc::Nothing>>{
        "STORAGE_VOL_WIPE", ordinary, write},
    Row<259, api<virStorageVolWipePattern, rpc::WipePatternArgs, rpc::Nothing>>{
        "STORAGE_VOL_WIPE_PATTERN", ordinary, write},
    Row<260,
        api<virStorageVolResize, rpc::ObjectAmountFlagsArgs<rpc::StorageVolume>, rpc::Nothing>>{
        "STORAGE_VOL_RESIZE", ordinary, write},
    Row<378, api<virStorageVolGetInfoFlags, rpc::ObjectFlagsArgs<rpc::StorageVolume>,
                 rpc::VolumeInfoResult>>{"STORAGE_VOL_GET_INFO_FLAGS", high, read},
};

Family storage_volumes_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STORAGE_VOLUMES_H_
