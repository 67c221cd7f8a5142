#include "daemon/libvirt/procedures/descriptors.h"

#include <memory>
#include <vector>

#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/objects.h"
#include "daemon/libvirt/returned_file.h"
#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

// For libvirt, which duplicates what it keeps.
std::vector<int> numbers_of(const std::vector<FileRef>& files) {
  std::vector<int> numbers;
  for (const FileRef& file : files) numbers.push_back(file->number());
  return numbers;
}

// What `use` makes of the domain that is named, or the error that there was before.
template <class Use>
auto with_domain(LibvirtCall& call, const rpc::Domain& named, Use use)
    -> decltype(use(virDomainPtr())) {
  const ConnectionRef connection = call.connection.reference();
  if (!connection) return not_open_error();
  const auto domain = find_object(connection.get(), named);
  if (!domain.ok()) return domain.error();
  return use(domain.value().get());
}

using NothingOutcome = rpc::Outcome<rpc::Nothing>;

}  // namespace

NothingOutcome open_graphics(LibvirtCall& call, const OpenGraphicsArgs& args) {
  return with_domain(call, args.domain, [&](virDomainPtr domain) -> NothingOutcome {
    if (call.files.empty()) return rpc::internal_error("No FD available at slot 0");
    const int file = call.files.front()->number();
    if (virDomainOpenGraphics(domain, args.index, file, args.flags) < 0) return take_last_error();
    return rpc::Nothing{};
  });
}

NothingOutcome open_graphics_fd(LibvirtCall& call, const OpenGraphicsArgs& args) {
  return with_domain(call, args.domain, [&](virDomainPtr domain) -> NothingOutcome {
    if (!call.carries_files) {
      return rpc::internal_error("Sending file descriptors is not supported on this socket");
    }
    const int file = virDomainOpenGraphicsFD(domain, args.index, args.flags);
    if (file < 0) return take_last_error();
    call.reply_files.push_back(std::make_unique<ReturnedFile>(file));
    return rpc::Nothing{};
  });
}

rpc::Outcome<rpc::DomainResult> create_xml_with_files(LibvirtCall& call,
                                                      const rpc::TextFlagsArgs& args) {
  const ConnectionRef connection = call.connection.reference();
  if (!connection) return not_open_error();
  std::vector<int> files = numbers_of(call.files);
  const DomainRef domain(virDomainCreateXMLWithFiles(connection.get(), args.text.c_str(),
                                                     static_cast<unsigned>(files.size()),
                                                     files.data(), args.flags));
  if (!domain) return take_last_error();
  return rpc::DomainResult{.domain = to_wire(domain.get())};
}

rpc::Outcome<rpc::DomainResult> create_with_files(LibvirtCall& call,
                                                  const rpc::DomainFlagsArgs& args) {
  using Result = rpc::Outcome<rpc::DomainResult>;
  return with_domain(call, args.object, [&](virDomainPtr domain) -> Result {
    std::vector<int> files = numbers_of(call.files);
    const auto count = static_cast<unsigned>(files.size());
    if (virDomainCreateWithFiles(domain, count, files.data(), args.flags) < 0) {
      return take_last_error();
    }
    return rpc::DomainResult{.domain = to_wire(domain)};
  });
}

NothingOutcome fd_associate(LibvirtCall& call, const rpc::ObjectTextFlagsArgs<rpc::Domain>& args) {
  return with_domain(call, args.object, [&](virDomainPtr domain) -> NothingOutcome {
    std::vector<int> files = numbers_of(call.files);
    const auto count = static_cast<unsigned>(files.size());
    if (virDomainFDAssociate(domain, args.text.c_str(), count, files.data(), args.flags) < 0) {
      return take_last_error();
    }
    return rpc::Nothing{};
  });
}

Family descriptors_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kDescriptorsRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
