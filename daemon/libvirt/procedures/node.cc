#include "daemon/libvirt/procedures/node.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <vector>

#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/words.h"
#include "daemon/rpc/error.h"

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

namespace {

// The statistics of a cpu or of the memory, as many as the client has room for; it has none where
// it asks for their number.
template <class Stat, class Get>
rpc::Outcome<rpc::NodeStatsResult> node_stats(std::int32_t most, Get get) {
  if (most < 0 || static_cast<std::size_t>(most) > rpc::kNodeStatsLimit) {
    return rpc::rpc_error("more statistics than the protocol allows");
  }
  std::vector<Stat> stats(static_cast<std::size_t>(most));
  rpc::NodeStatsResult result;
  result.count = most;
  if (get(most == 0 ? nullptr : stats.data(), &result.count) < 0) return take_last_error();
  if (most == 0) return result;
  for (const Stat& stat : std::span(stats).first(static_cast<std::size_t>(result.count))) {
    result.stats.push_back({.name = rpc::String(stat.field), .value = stat.value});
  }
  return result;
}

}  // namespace

rpc::Outcome<rpc::NodeStatsResult> node_cpu_stats(virConnectPtr connection,
                                                  const rpc::NodeCpuStatsArgs& args) {
  return node_stats<virNodeCPUStats>(args.most, [&](virNodeCPUStatsPtr stats, int* count) {
    return virNodeGetCPUStats(connection, args.cpu, stats, count, args.flags);
  });
}

rpc::Outcome<rpc::NodeStatsResult> node_memory_stats(virConnectPtr connection,
                                                     const rpc::NodeMemoryStatsArgs& args) {
  return node_stats<virNodeMemoryStats>(args.most, [&](virNodeMemoryStatsPtr stats, int* count) {
    return virNodeGetMemoryStats(connection, args.cell, stats, count, args.flags);
  });
}

rpc::Outcome<rpc::CellsFreeMemoryResult> cells_free_memory(virConnectPtr connection,
                                                           const rpc::CellsFreeMemoryArgs& args) {
  if (args.most < 0 || static_cast<std::size_t>(args.most) > rpc::kNumaCellLimit) {
    return rpc::rpc_error("more cells than the protocol allows");
  }
  std::vector<unsigned long long> memory(static_cast<std::size_t>(args.most));
  const int count =
      virNodeGetCellsFreeMemory(connection, memory.data(), args.first_cell, args.most);
  if (count < 0) return take_last_error();
  rpc::CellsFreeMemoryResult result;
  result.cells.assign(memory.begin(), memory.begin() + count);
  return result;
}

rpc::Outcome<rpc::CpuMapResult> node_cpu_map(virConnectPtr connection,
                                             const rpc::CpuMapArgs& args) {
  unsigned char* found = nullptr;
  rpc::CpuMapResult result;
  const bool need_map = args.need_map != rpc::NeedResults::no;
  const bool need_online = args.need_online != rpc::NeedResults::no;
  result.cpus = virNodeGetCPUMap(connection, need_map ? &found : nullptr,
                                 need_online ? &result.online : nullptr, args.flags);
  if (result.cpus < 0) return take_last_error();
  const OwnedArray<unsigned char> owner(found);
  if (found == nullptr) return result;
  const auto map = std::as_bytes(std::span(found, static_cast<std::size_t>(result.cpus + 7) / 8));
  result.map.assign(map.begin(), map.end());
  return result;
}

rpc::Outcome<rpc::FreePagesResult> node_free_pages(virConnectPtr connection,
                                                   const rpc::FreePagesArgs& args) {
  if (args.page_sizes.size() * args.cells > rpc::kNumaCellLimit) {
    return rpc::rpc_error("more cells than the protocol allows");
  }
  std::vector<unsigned> sizes(args.page_sizes);
  std::vector<unsigned long long> counts(sizes.size() * args.cells);
  const int count =
      virNodeGetFreePages(connection, static_cast<unsigned>(sizes.size()), sizes.data(),
                          args.first_cell, args.cells, counts.data(), args.flags);
  if (count < 0) return take_last_error();
  rpc::FreePagesResult result;
  result.counts.assign(counts.begin(), counts.begin() + count);
  return result;
}

rpc::Outcome<rpc::NumberResult> node_alloc_pages(virConnectPtr connection,
                                                 const rpc::AllocPagesArgs& args) {
  if (args.page_sizes.size() != args.page_counts.size()) {
    return rpc::rpc_error("a page size without a number of pages, or the reverse");
  }
  std::vector<unsigned> sizes(args.page_sizes);
  std::vector<unsigned long long> counts(args.page_counts.begin(), args.page_counts.end());
  const int done = virNodeAllocPages(connection, static_cast<unsigned>(sizes.size()), sizes.data(),
                                     counts.data(), args.first_cell, args.cells, args.flags);
  if (done < 0) return take_last_error();
  return rpc::NumberResult{.number = done};
}

Family node_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kNodeRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
