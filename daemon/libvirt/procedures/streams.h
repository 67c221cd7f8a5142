// Procedures that open streams: the client and libvirt exchange packets from their reply on.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STREAMS_H_
#define INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STREAMS_H_

#include "daemon/libvirt/procedures/rows.h"
#include "daemon/rpc/stream_types.h"

namespace interleave::daemon::procedures {

rpc::Outcome<rpc::Nothing> open_console(LibvirtCall& call, const rpc::DeviceStreamArgs& args);
rpc::Outcome<rpc::Nothing> upload(LibvirtCall& call, const rpc::VolumeStreamArgs& args);
rpc::Outcome<rpc::Nothing> download(LibvirtCall& call, const rpc::VolumeStreamArgs& args);
rpc::Outcome<rpc::ScreenshotResult> screenshot(LibvirtCall& call, const rpc::ScreenshotArgs& args);
rpc::Outcome<rpc::Nothing> open_channel(LibvirtCall& call, const rpc::DeviceStreamArgs& args);

inline constexpr std::tuple kStreamRows{
    Row<201, open_console>{"DOMAIN_OPEN_CONSOLE", ordinary, write},
    Row<208, upload>{"STORAGE_VOL_UPLOAD", ordinary, write},
    Row<209, download>{"STORAGE_VOL_DOWNLOAD", ordinary, write},
    Row<211, screenshot>{"DOMAIN_SCREENSHOT", ordinary, write},
    Row<296, open_channel>{"DOMAIN_OPEN_CHANNEL", ordinary, write},
};

Family stream_procedures();

}  // namespace interleave::daemon::procedures

#endif  // INTERLEAVE_DAEMON_LIBVIRT_PROCEDURES_STREAMS_H_
