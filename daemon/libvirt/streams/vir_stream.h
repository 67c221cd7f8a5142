// A stream of libvirt's as a StreamPump uses it.
#ifndef INTERLEAVE_DAEMON_LIBVIRT_STREAMS_VIR_STREAM_H_
#define INTERLEAVE_DAEMON_LIBVIRT_STREAMS_VIR_STREAM_H_

#include <memory>

#include <libvirt/libvirt.h>

#include "daemon/core/stream_pump.h"
#include "daemon/libvirt/refs.h"

namespace interleave::daemon {

using StreamRef = std::unique_ptr<virStream, Releaser<virStreamFree>>;

class VirStream final : public ApiStream {
 public:
  // The stream does not block (VIR_STREAM_NONBLOCK). `sparse`: holes are told as such.
  VirStream(StreamRef stream, bool sparse) : stream_(std::move(stream)), sparse_(sparse) {}
  // What libvirt has opened and nobody has brought to its end is given up.
  ~VirStream() override;

  // For libvirt to open.
  [[nodiscard]] virStreamPtr get() const { return stream_.get(); }
  // libvirt has not.
  void not_opened() { open_ = false; }

  // Whom to tell that it can go on; before it is used.
  void tell(std::weak_ptr<StreamPump> pump) { pump_ = std::move(pump); }

  Received receive(std::size_t most) override;
  Sent send(std::span<const std::byte> data) override;
  Status send_hole(std::int64_t length, std::uint32_t flags) override;
  Status finish() override;
  void abort() override;
  void watch(bool readable, bool writable) override;
  rpc::Error take_error() override;

 private:
  // Constant.
  const StreamRef stream_;
  const bool sparse_;
  std::weak_ptr<StreamPump> pump_;

  // Whoever works.
  bool open_ = true;
  bool watched_ = false;
};

}  // namespace interleave::daemon

#endif  // INTERLEAVE_DAEMON_LIBVIRT_STREAMS_VIR_STREAM_H_
