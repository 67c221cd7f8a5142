#include "daemon/libvirt/procedure_names.h"

#include "daemon/libvirt/procedures/table.h"
#include "daemon/rpc/frame.h"

namespace interleave::daemon {

std::string_view procedure_name(std::uint32_t program, std::int32_t procedure) {
  if (program != rpc::kRemoteProgram) return {};
  const auto* row = procedure_table().find(procedure);
  return row == nullptr ? std::string_view{} : row->name;
}

}  // namespace interleave::daemon
