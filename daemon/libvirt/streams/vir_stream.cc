#include "daemon/libvirt/streams/vir_stream.h"

#include <utility>

#include "daemon/libvirt/errors.h"
#include "daemon/libvirt/lent.h"

namespace interleave::daemon {
namespace {

// What libvirt's functions return beside -1.
constexpr int kWouldBlock = -2;
constexpr int kAtHole = -3;

using LentPump = Lent<std::weak_ptr<StreamPump>>;

// On the loop thread. No more is reported until somebody has looked: then it is watched anew. In
// this order, or the new watch might be the one that ends here.
void on_ready(virStreamPtr stream, int, void* opaque) {
  const std::weak_ptr<StreamPump> lent = LentPump::of(opaque);
  virStreamEventUpdateCallback(stream, 0);
  if (const std::shared_ptr<StreamPump> pump = lent.lock()) pump->ready();
}

ApiStream::Status status_of(int result) {
  if (result == kWouldBlock) return ApiStream::Status::would_block;
  return result < 0 ? ApiStream::Status::failed : ApiStream::Status::ok;
}

}  // namespace

VirStream::~VirStream() {
  if (!open_) return;
  watch(false, false);
  virStreamAbort(stream_.get());
}

ApiStream::Received VirStream::receive(std::size_t most) {
  // Not filled: most reads bring little, or nothing yet.
  const auto buffer = std::make_unique_for_overwrite<std::byte[]>(most);
  char* const into = reinterpret_cast<char*>(buffer.get());  // NOLINT: libvirt's bytes
  const int got = sparse_
                      ? virStreamRecvFlags(stream_.get(), into, most, VIR_STREAM_RECV_STOP_AT_HOLE)
                      : virStreamRecv(stream_.get(), into, most);
  Received received;
  if (got > 0) received.data.assign(buffer.get(), buffer.get() + got);
  if (got == kAtHole) {
    long long length = 0;
    received.status = status_of(virStreamRecvHole(stream_.get(), &length, 0));
    received.hole = length;
    return received;
  }
  received.status = got == 0 ? Status::end : status_of(got);
  return received;
}

ApiStream::Sent VirStream::send(std::span<const std::byte> data) {
  const char* const from = reinterpret_cast<const char*>(data.data());  // NOLINT: libvirt's bytes
  const int sent = virStreamSend(stream_.get(), from, data.size());
  return {status_of(sent), sent > 0 ? static_cast<std::size_t>(sent) : 0};
}

ApiStream::Status VirStream::send_hole(std::int64_t length, std::uint32_t flags) {
  return status_of(virStreamSendHole(stream_.get(), length, flags));
}

ApiStream::Status VirStream::finish() {
  open_ = false;
  return status_of(virStreamFinish(stream_.get()));
}

void VirStream::abort() {
  open_ = false;
  virStreamAbort(stream_.get());
}

void VirStream::watch(bool readable, bool writable) {
  if (!readable && !writable) {
    if (std::exchange(watched_, false)) virStreamEventRemoveCallback(stream_.get());
    return;
  }
  const int events = VIR_STREAM_EVENT_ERROR | VIR_STREAM_EVENT_HANGUP |
                     (readable ? VIR_STREAM_EVENT_READABLE : 0) |
                     (writable ? VIR_STREAM_EVENT_WRITABLE : 0);
  if (watched_) {
    virStreamEventUpdateCallback(stream_.get(), events);
    return;
  }
  void* const lent = LentPump::lend(pump_);
  watched_ =
      virStreamEventAddCallback(stream_.get(), events, on_ready, lent, LentPump::give_back) == 0;
  if (!watched_) LentPump::give_back(lent);
}

rpc::Error VirStream::take_error() {
  return take_last_error();
}

}  // namespace interleave::daemon
