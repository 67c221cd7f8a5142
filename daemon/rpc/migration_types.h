// Arguments of the steps of a migration. Their results are not here: the public library has no
// function for any of them, so none is ever given.
#ifndef INTERLEAVE_DAEMON_RPC_MIGRATION_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_MIGRATION_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

using MigrationCookie = Opaque<kMigrationCookieLimit>;
using MigrationParameters = List<TypedParameter, kManyParametersLimit>;

struct MigratePrepareArgs {
  std::optional<String> uri;
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
};
struct MigratePerformArgs {
  Domain domain;
  MigrationCookie cookie;
  String uri;
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
};
struct MigrateFinishArgs {
  String name;
  MigrationCookie cookie;
  String uri;
  std::uint64_t flags = 0;
};
struct MigratePrepare2Args {
  std::optional<String> uri;
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
  String xml;
};
struct MigrateFinish2Args {
  String name;
  MigrationCookie cookie;
  String uri;
  std::uint64_t flags = 0;
  std::int32_t status = 0;
};
struct MigratePrepareTunnelArgs {
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
  String xml;
};
struct MigrateBegin3Args {
  Domain domain;
  std::optional<String> xml;
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
};
struct MigratePrepare3Args {
  MigrationCookie cookie;
  std::optional<String> uri;
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
  String xml;
};
struct MigratePrepareTunnel3Args {
  MigrationCookie cookie;
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
  String xml;
};
struct MigratePerform3Args {
  Domain domain;
  std::optional<String> xml;
  MigrationCookie cookie;
  std::optional<String> destination;
  std::optional<String> uri;
  std::uint64_t flags = 0;
  std::optional<String> name;
  std::uint64_t resource = 0;
};
struct MigrateFinish3Args {
  String name;
  MigrationCookie cookie;
  std::optional<String> destination;
  std::optional<String> uri;
  std::uint64_t flags = 0;
  std::int32_t cancelled = 0;
};
struct MigrateConfirm3Args {
  Domain domain;
  MigrationCookie cookie;
  std::uint64_t flags = 0;
  std::int32_t cancelled = 0;
};

// The same steps with typed parameters.
struct MigrateBegin3ParametersArgs {
  Domain domain;
  MigrationParameters parameters;
  std::uint32_t flags = 0;
};
struct MigratePrepare3ParametersArgs {
  MigrationParameters parameters;
  MigrationCookie cookie;
  std::uint32_t flags = 0;
};
struct MigratePerform3ParametersArgs {
  Domain domain;
  std::optional<String> destination;
  MigrationParameters parameters;
  MigrationCookie cookie;
  std::uint32_t flags = 0;
};
struct MigrateFinish3ParametersArgs {
  MigrationParameters parameters;
  MigrationCookie cookie;
  std::uint32_t flags = 0;
  std::int32_t cancelled = 0;
};
struct MigrateConfirm3ParametersArgs {
  Domain domain;
  MigrationParameters parameters;
  MigrationCookie cookie;
  std::uint32_t flags = 0;
  std::int32_t cancelled = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_MIGRATION_TYPES_H_
