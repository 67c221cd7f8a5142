// Procedures about the migration of domains. Its steps are private to libvirt.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_MIGRATION_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_MIGRATION_H_

#include "daemon/libvirt/not_supported.h"
#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/migration_types.h"

namespace interleave::daemon::procedures {

inline constexpr std::tuple kMigrationRows{
    Row<61, not_supported<"virDomainMigratePrepare", rpc::MigratePrepareArgs>>{
        "DOMAIN_MIGRATE_PREPARE", ordinary, read, kNoFunction},
    Row<62, not_supported<"virDomainMigratePerform", rpc::MigratePerformArgs>>{
        "DOMAIN_MIGRATE_PERFORM", ordinary, read, kNoFunction},
    Row<63, not_supported<"virDomainMigrateFinish", rpc::MigrateFinishArgs>>{
        "DOMAIN_MIGRATE_FINISH", ordinary, read, kNoFunction},
    Row<108, not_supported<"virDomainMigratePrepare2", rpc::MigratePrepare2Args>>{
        "DOMAIN_MIGRATE_PREPARE2", ordinary, read, kNoFunction},
    Row<109, not_supported<"virDomainMigrateFinish2", rpc::MigrateFinish2Args>>{
        "DOMAIN_MIGRATE_FINISH2", ordinary, read, kNoFunction},
    Row<148, not_supported<"virDomainMigratePrepareTunnel", rpc::MigratePrepareTunnelArgs>>{
        "DOMAIN_MIGRATE_PREPARE_TUNNEL", ordinary, read, kNoFunction},
    Row<166,
        api<virDomainMigrateSetMaxDowntime, rpc::ObjectAmountFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_MIGRATE_SET_MAX_DOWNTIME", ordinary, write},
    Row<207,
        api<virDomainMigrateSetMaxSpeed, rpc::ObjectAmountFlagsArgs<rpc::Domain>, rpc::Nothing>>{
        "DOMAIN_MIGRATE_SET_MAX_SPEED", ordinary, write},
    Row<213, not_supported<"virDomainMigrateBegin3", rpc::MigrateBegin3Args>>{
        "DOMAIN_MIGRATE_BEGIN3", ordinary, read, kNoFunction},
    Row<214, not_supported<"virDomainMigratePrepare3", rpc::MigratePrepare3Args>>{
        "DOMAIN_MIGRATE_PREPARE3", ordinary, read, kNoFunction},
    Row<215, not_supported<"virDomainMigratePrepareTunnel3", rpc::MigratePrepareTunnel3Args>>{
        "DOMAIN_MIGRATE_PREPARE_TUNNEL3", ordinary, read, kNoFunction},
    Row<216, not_supported<"virDomainMigratePerform3", rpc::MigratePerform3Args>>{
        "DOMAIN_MIGRATE_PERFORM3", ordinary, read, kNoFunction},
    Row<217, not_supported<"virDomainMigrateFinish3", rpc::MigrateFinish3Args>>{
        "DOMAIN_MIGRATE_FINISH3", ordinary, read, kNoFunction},
    Row<218, not_supported<"virDomainMigrateConfirm3", rpc::MigrateConfirm3Args>>{
        "DOMAIN_MIGRATE_CONFIRM3", ordinary, read, kNoFunction},
    Row<242, api<virDomainMigrateGetMaxSpeed, rpc::DomainFlagsArgs, rpc::LongResult>>{
        "DOMAIN_MIGRATE_GET_MAX_SPEED", ordinary, write},
    Row<299, api<virDomainMigrateGetCompressionCache, rpc::DomainFlagsArgs, rpc::LongResult>>{
        "DOMAIN_MIGRATE_GET_COMPRESSION_CACHE", ordinary, read},
    Row<300, api<virDomainMigrateSetCompressionCache, rpc::ObjectAmountFlagsArgs<rpc::Domain>,
                 rpc::Nothing>>{"DOMAIN_MIGRATE_SET_COMPRESSION_CACHE", ordinary, write},
    Row<302, not_supported<"virDomainMigrateBegin3Params", rpc::MigrateBegin3ParametersArgs>>{
        "DOMAIN_MIGRATE_BEGIN3_PARAMS", ordinary, read, kNoFunction},
    Row<303, not_supported<"virDomainMigratePrepare3Params", rpc::MigratePrepare3ParametersArgs>>{
        "DOMAIN_MIGRATE_PREPARE3_PARAMS", ordinary, read, kNoFunction},
    Row<304,
        not_supported<"virDomainMigratePrepareTunnel3Params", rpc::MigratePrepare3ParametersArgs>>{
        "DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS", ordinary, read, kNoFunction},
    Row<305, not_supported<"virDomainMigratePerform3Params", rpc::MigratePerform3ParametersArgs>>{
        "DOMAIN_MIGRATE_PERFORM3_PARAMS", ordinary, read, kNoFunction},
    Row<306, not_supported<"virDomainMigrateFinish3Params", rpc::MigrateFinish3ParametersArgs>>{
        "DOMAIN_MIGRATE_FINISH3_PARAMS", ordinary, read, kNoFunction},
    Row<307, not_supported<"virDomainMigrateConfirm3Params", rpc::MigrateConfirm3ParametersArgs>>{
        "DOMAIN_MIGRATE_CONFIRM3_PARAMS", ordinary, read, kNoFunction},
    Row<364, api<virDomainMigrateStartPostCopy, rpc::DomainFlagsArgs, rpc::Nothing>>{
        "DOMAIN_MIGRATE_START_POST_COPY", ordinary, write},
    Row<387, api<virDomainMigrateGetMaxDowntime, rpc::DomainFlagsArgs, rpc::LongResult>>{
        "DOMAIN_MIGRATE_GET_MAX_DOWNTIME", ordinary, read},
};

Family migration_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_MIGRATION_H_
