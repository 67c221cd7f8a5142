#include "daemon/libvirt/procedures/domain_lookup.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/rpc/error.h"

namespace interleave::daemon {
namespace {

// The client says how much room it has; nothing is allocated for more than the protocol's limit.
std::optional<rpc::Error> refuse_room(const rpc::RoomArgs& args, const std::string& field) {
  if (args.most < 0) return rpc::rpc_error(field + " must be non-negative");
  if (static_cast<std::size_t>(args.most) > rpc::kListLimit) {
    return rpc::rpc_error(field + " > REMOTE_DOMAIN_LIST_MAX");
  }
  return std::nullopt;
}

}  // namespace

rpc::Outcome<rpc::DomainResult> lookup_by_id(virConnectPtr connection,
                                             const rpc::DomainLookupByIdArgs& args) {
  const DomainRef domain(virDomainLookupByID(connection, args.id));
  if (!domain) return take_last_error();
  return rpc::DomainResult{.domain = to_wire(domain.get())};
}

rpc::Outcome<rpc::DomainResult> lookup_by_uuid(virConnectPtr connection,
                                               const rpc::UuidArgs& args) {
  const DomainRef domain = find_domain(connection, args.uuid);
  if (!domain) return take_last_error();
  return rpc::DomainResult{.domain = to_wire(domain.get())};
}

rpc::Outcome<rpc::ListDomainsResult> list_domains(virConnectPtr connection,
                                                  const rpc::RoomArgs& args) {
  if (std::optional<rpc::Error> error = refuse_room(args, "maxids")) return *std::move(error);
  rpc::ListDomainsResult result;
  result.ids.resize(static_cast<std::size_t>(args.most));
  const int count = virConnectListDomains(connection, result.ids.data(), args.most);
  if (count < 0) return take_last_error();
  result.ids.resize(static_cast<std::size_t>(count));
  return result;
}

rpc::Outcome<rpc::NamesResult> list_defined_domains(virConnectPtr connection,
                                                    const rpc::RoomArgs& args) {
  if (std::optional<rpc::Error> error = refuse_room(args, "maxnames")) return *std::move(error);
  std::vector<char*> names(static_cast<std::size_t>(args.most));
  const int count = virConnectListDefinedDomains(connection, names.data(), args.most);
  if (count < 0) return take_last_error();
  rpc::NamesResult result;
  for (int i = 0; i < count; ++i) {
    const OwnedText name(names[static_cast<std::size_t>(i)]);
    result.names.emplace_back(name.get());
  }
  return result;
}

rpc::Outcome<rpc::ListAllDomainsResult> list_all_domains(virConnectPtr connection,
                                                         const rpc::ListAllArgs& args) {
  virDomainPtr* found = nullptr;
  const int count =
      virConnectListAllDomains(connection, args.need_results != 0 ? &found : nullptr, args.flags);
  if (count < 0) return take_last_error();
  rpc::ListAllDomainsResult result;
  result.count = static_cast<std::uint32_t>(count);
  const OwnedArray<virDomainPtr> array(found);
  for (int i = 0; found != nullptr && i < count; ++i) {
    const DomainRef domain(found[i]);
    result.domains.push_back(to_wire(domain.get()));
  }
  return result;
}

}  // namespace interleave::daemon
