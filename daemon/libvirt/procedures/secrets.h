// Procedures about secrets.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_SECRETS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_SECRETS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/storage_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::SecretValueResult> secret_value(virConnectPtr connection,
                                                  const rpc::ObjectFlagsArgs<rpc::Secret>& args);

inline constexpr std::tuple kSecretsRows{
    Row<139, api<virConnectNumOfSecrets, rpc::Nothing, rpc::NumberResult>>{"CONNECT_NUM_OF_SECRETS",
                                                                           high, read},
    Row<140, api<virConnectListSecrets, rpc::RoomArgs, rpc::NamesResult>>{"CONNECT_LIST_SECRETS",
                                                                          high, read},
    Row<141, api<virSecretLookupByUUID, rpc::UuidArgs, rpc::ObjectResult<rpc::Secret>>>{
        "SECRET_LOOKUP_BY_UUID", high, read},
    Row<142, api<virSecretDefineXML, rpc::TextFlagsArgs, rpc::ObjectResult<rpc::Secret>>>{
        "SECRET_DEFINE_XML", high, write},
    Row<143, api<virSecretGetXMLDesc, rpc::ObjectFlagsArgs<rpc::Secret>, rpc::TextResult>>{
        "SECRET_GET_XML_DESC", high, read},
    Row<144, api<virSecretSetValue, rpc::SetSecretValueArgs, rpc::Nothing>>{"SECRET_SET_VALUE",
                                                                            high, write},
    Row<145, secret_value>{"SECRET_GET_VALUE", high, write},
    Row<146, api<virSecretUndefine, rpc::ObjectArgs<rpc::Secret>, rpc::Nothing>>{"SECRET_UNDEFINE",
                                                                                 high, write},
    Row<147,
        api<virSecretLookupByUsage, rpc::SecretLookupByUsageArgs, rpc::ObjectResult<rpc::Secret>>>{
        "SECRET_LOOKUP_BY_USAGE", high, read},
    Row<287, api<virConnectListAllSecrets, rpc::ListAllArgs, rpc::ListAllResult<rpc::Secret>>>{
        "CONNECT_LIST_ALL_SECRETS", high, read},
};

Family secrets_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_SECRETS_H_
