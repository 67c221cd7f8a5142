#include "daemon/libvirt/procedures/node.h"

#include <algorithm>
#include <iterator>

#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/words.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::NodeInfoResult> node_get_info(virConnectPtr connection, const rpc::Nothing&) {
  virNodeInfo info{};
  if (virNodeGetInfo(connection, &info) < 0) return take_last_error();
  rpc::NodeInfoResult result;
  static_assert(std::size(info.model) == std::tuple_size_v<decltype(result.model)>);
  std::ranges::copy(info.model, result.model.begin());
  result.memory = info.memory;
  result.cpus = static_cast<std::int32_t>(info.cpus);
  result.mhz = static_cast<std::int32_t>(info.mhz);
  result.nodes = static_cast<std::int32_t>(info.nodes);
  result.sockets = static_cast<std::int32_t>(info.sockets);
  result.cores = static_cast<std::int32_t>(info.cores);
  result.threads = static_cast<std::int32_t>(info.threads);
  return result;
}

rpc::Outcome<rpc::SecurityModelResult> node_get_security_model(virConnectPtr connection,
                                                               const rpc::Nothing&) {
  virSecurityModel model{};
  if (virNodeGetSecurityModel(connection, &model) < 0) return take_last_error();
  rpc::SecurityModelResult result;
  result.model = words_of<decltype(result.model)>(model.model);
  result.doi = words_of<decltype(result.doi)>(model.doi);
  return result;
}

Family node_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kNodeRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
