// Procedures about storage pools.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STORAGE_POOLS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STORAGE_POOLS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/storage_types.h"

namespace interleave::daemon::procedures {

// A volume says which pool it is in, even one that has gone.
rpc::Outcome<rpc::ObjectResult<rpc::StoragePool>> pool_of_volume(
    virConnectPtr connection, const rpc::ObjectArgs<rpc::StorageVolume>& args);

inline constexpr std::tuple kStoragePoolsRows{
    Row<71, api<virConnectNumOfStoragePools, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_STORAGE_POOLS", high, read},
    Row<72, api<virConnectListStoragePools, rpc::RoomArgs, rpc::NamesResult>>{
        "CONNECT_LIST_STORAGE_POOLS", high, read},
    Row<73, api<virConnectNumOfDefinedStoragePools, rpc::Nothing, rpc::NumberResult>>{
        "CONNECT_NUM_OF_DEFINED_STORAGE_POOLS", high, read},
    Row<74, api<virConnectListDefinedStoragePools, rpc::RoomArgs, rpc::NamesResult>>{
        "CONNECT_LIST_DEFINED_STORAGE_POOLS", high, read},
    Row<76, api<virStoragePoolCreateXML, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::StoragePool>>>{
        "STORAGE_POOL_CREATE_XML", ordinary, write},
    Row<77, api<virStoragePoolDefineXML, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::StoragePool>>>{
        "STORAGE_POOL_DEFINE_XML", high, write},
    Row<78, api<virStoragePoolCreate, rpc::ObjectFlagsArgs<rpc::StoragePool>, rpc::Nothing>>{
        "STORAGE_POOL_CREATE", ordinary, write},
    Row<79, api<virStoragePoolBuild, rpc::ObjectFlagsArgs<rpc::StoragePool>, rpc::Nothing>>{
        "STORAGE_POOL_BUILD", ordinary, write},
    Row<80, api<virStoragePoolDestroy, rpc::ObjectArgs<rpc::StoragePool>, rpc::Nothing>>{
        "STORAGE_POOL_DESTROY", high, write},
    Row<81, api<virStoragePoolDelete, rpc::ObjectFlagsArgs<rpc::StoragePool>, rpc::Nothing>>{
        "STORAGE_POOL_DELETE", ordinary, write},
    Row<82, api<virStoragePoolUndefine, rpc::ObjectArgs<rpc::StoragePool>, rpc::Nothing>>{
        "STORAGE_POOL_UNDEFINE", high, write},
    Row<83, api<virStoragePoolRefresh, rpc::ObjectFlagsArgs<rpc::StoragePool>, rpc::Nothing>>{
        "STORAGE_POOL_REFRESH", ordinary, write},
    Row<84, api<virStoragePoolLookupByName, rpc::TextArgs, rpc::ObjectResult<rpc::StoragePool>>>{
        "STORAGE_POOL_LOOKUP_BY_NAME", high, read},
    Row<85, api<virStoragePoolLookupByUUID, rpc::UuidArgs, rpc::ObjectResult<rpc::StoragePool>>>{
        "STORAGE_POOL_LOOKUP_BY_UUID", high, read},
    Row<86, pool_of_volume>{"STORAGE_POOL_LOOKUP_BY_VOLUME", high, read},
    Row<87, api<virStoragePoolGetInfo, rpc::ObjectArgs<rpc::StoragePool>, rpc::PoolInfoResult>>{
        "STORAGE_POOL_GET_INFO", high, read},
    Row<88, api<virStoragePoolGetXMLDesc, rpc::ObjectFlagsArgs<rpc::StoragePool>, rpc::TextResult>>{
        "STORAGE_POOL_GET_XML_DESC", high, read},
    Row<89, api<virStoragePoolGetAutostart, rpc::ObjectArgs<rpc::StoragePool>, rpc::NumberResult>>{
        "STORAGE_POOL_GET_AUTOSTART", high, read},
    Row<90, api<virStoragePoolSetAutostart, rpc::ObjectNumberArgs<rpc::StoragePool>, rpc::Nothing>>{
        "STORAGE_POOL_SET_AUTOSTART", high, write},
    Row<91, api<virStoragePoolNumOfVolumes, rpc::ObjectArgs<rpc::StoragePool>, rpc::NumberResult>>{
        "STORAGE_POOL_NUM_OF_VOLUMES", high, read},
    Row<92,
        api<virStoragePoolListVolumes, rpc::ObjectRoomArgs<rpc::StoragePool>, rpc::NamesResult>>{
        "STORAGE_POOL_LIST_VOLUMES", high, read},
    Row<154, api<virStoragePoolIsActive, rpc::ObjectArgs<rpc::StoragePool>, rpc::NumberResult>>{
        "STORAGE_POOL_IS_ACTIVE", high, read},
    Row<155, api<virStoragePoolIsPersistent, rpc::ObjectArgs<rpc::StoragePool>, rpc::NumberResult>>{
        "STORAGE_POOL_IS_PERSISTENT", high, read},
    Row<281,
        api<virConnectListAllStoragePools, rpc::ListAllArgs, rpc::ListAllResult<rpc::StoragePool>>>{
        "CONNECT_LIST_ALL_STORAGE_POOLS", high, read},
    Row<282, api<virStoragePoolListAllVolumes, rpc::ObjectListAllArgs<rpc::StoragePool>,
                 rpc::ListAllResult<rpc::StorageVolume>>>{"STORAGE_POOL_LIST_ALL_VOLUMES", high,
                                                          read},
    Row<391,
        api<virStoragePoolLookupByTargetPath, rpc::TextArgs, rpc::ObjectResult<rpc::StoragePool>>>{
        "STORAGE_POOL_LOOKUP_BY_TARGET_PATH", high, read},
};

Family storage_pools_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STORAGE_POOLS_H_
