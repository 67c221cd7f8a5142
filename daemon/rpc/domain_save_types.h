// Arguments of the procedures that save, restore and dump domains.
#ifndef INTERLEAVE_DAEMON_RPC_DOMAIN_SAVE_TYPES_H_
#define INTERLEAVE_DAEMON_RPC_DOMAIN_SAVE_TYPES_H_

#include <cstdint>
#include <optional>

#include "daemon/rpc/limited.h"
#include "daemon/rpc/types.h"

namespace interleave::rpc {

struct SaveFlagsArgs {
  Domain domain;
  String to;
  std::optional<String> xml;
  std::uint32_t flags = 0;
};
struct RestoreFlagsArgs {
  String from;
  std::optional<String> xml;
  std::uint32_t flags = 0;
};
struct RestoreParametersArgs {
  List<TypedParameter, kManyParametersLimit> parameters;
  std::uint32_t flags = 0;
};
struct CoreDumpArgs {
  Domain domain;
  String to;
  std::uint32_t format = 0;  // virDomainCoreDumpFormat
  std::uint32_t flags = 0;
};
struct BackupBeginArgs {
  Domain domain;
  String xml;
  std::optional<String> checkpoint_xml;
  std::uint32_t flags = 0;
};

}  // namespace interleave::rpc

#endif  // INTERLEAVE_DAEMON_RPC_DOMAIN_SAVE_TYPES_H_
