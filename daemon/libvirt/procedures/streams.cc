#include "daemon/libvirt/procedures/streams.h"

#include <memory>
#include <optional>
#include <utility>

#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/streams/vir_stream.h"
#include "daemon/rpc/error.h"

namespace interleave::daemon::procedures {
namespace {

struct Kind {
  bool reads = false;   // libvirt has data for the client
  bool sparse = false;  // with holes
};

// Opens a stream of `kind` about the object that is named: `open(object, stream)` is whether
// libvirt has. Gives the error that there was.
template <class Wire, class Open>
std::optional<rpc::Error> open_stream(LibvirtCall& call, const Wire& named, Kind kind, Open open) {
  const ConnectionRef connection = call.connection.reference();
  if (!connection) return not_open_error();
  if (call.streams.full()) return rpc::internal_error("too many streams of one connection");
  const auto object = find_object(connection.get(), named);
  if (!object.ok()) return object.error();
  StreamRef stream(virStreamNew(connection.get(), VIR_STREAM_NONBLOCK));
  if (!stream) return take_last_error();
  auto api = std::make_unique<VirStream>(std::move(stream), kind.sparse);
  if (!open(object.value().get(), api->get())) {
    api->not_opened();
    return take_last_error();
  }
  VirStream& opened = *api;
  opened.tell(call.streams.add(call.header, kind.reads, std::move(api)));
  call.tell_session = true;
  return std::nullopt;
}

rpc::Outcome<rpc::Nothing> result_of(std::optional<rpc::Error> error) {
  if (error) return *std::move(error);
  return rpc::Nothing{};
}

const char* text_of(const std::optional<rpc::String>& text) {
  return text ? text->c_str() : nullptr;
}

}  // namespace

rpc::Outcome<rpc::Nothing> open_console(LibvirtCall& call, const rpc::DeviceStreamArgs& args) {
  return result_of(open_stream(
      call, args.domain, {.reads = true}, [&](virDomainPtr domain, virStreamPtr stream) {
        return virDomainOpenConsole(domain, text_of(args.device), stream, args.flags) >= 0;
      }));
}

rpc::Outcome<rpc::Nothing> open_channel(LibvirtCall& call, const rpc::DeviceStreamArgs& args) {
  return result_of(open_stream(
      call, args.domain, {.reads = true}, [&](virDomainPtr domain, virStreamPtr stream) {
        return virDomainOpenChannel(domain, text_of(args.device), stream, args.flags) >= 0;
      }));
}

rpc::Outcome<rpc::Nothing> upload(LibvirtCall& call, const rpc::VolumeStreamArgs& args) {
  return result_of(
      open_stream(call, args.volume, {}, [&](virStorageVolPtr volume, virStreamPtr stream) {
        return virStorageVolUpload(volume, stream, args.offset, args.length, args.flags) >= 0;
      }));
}

rpc::Outcome<rpc::Nothing> download(LibvirtCall& call, const rpc::VolumeStreamArgs& args) {
  const bool sparse = (args.flags & VIR_STORAGE_VOL_DOWNLOAD_SPARSE_STREAM) != 0;
  return result_of(open_stream(call, args.volume, {.reads = true, .sparse = sparse},
                               [&](virStorageVolPtr volume, virStreamPtr stream) {
                                 return virStorageVolDownload(volume, stream, args.offset,
                                                              args.length, args.flags) >= 0;
                               }));
}

rpc::Outcome<rpc::ScreenshotResult> screenshot(LibvirtCall& call, const rpc::ScreenshotArgs& args) {
  rpc::ScreenshotResult result;
  std::optional<rpc::Error> error = open_stream(
      call, args.domain, {.reads = true}, [&](virDomainPtr domain, virStreamPtr stream) {
        const OwnedText mime(virDomainScreenshot(domain, stream, args.screen, args.flags));
        if (mime) result.mime.emplace(mime.get());
        return mime != nullptr;
      });
  if (error) return *std::move(error);
  return result;
}

Family stream_procedures() {
  static constexpr auto kProcedures = rpc::procedures_of<LibvirtCall>(kStreamRows);
  return kProcedures;
}

}  // namespace interleave::daemon::procedures
