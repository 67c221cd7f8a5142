#include "daemon/core/stream_pump.h"

#include <utility>

#include "daemon/core/program.h"
#include "daemon/rpc/codec.h"
#include "daemon/rpc/error.h"
#include "daemon/rpc/stream_types.h"
#include "model/locks/guards.h"

namespace interleave::daemon {
namespace {

template <class T>
std::vector<std::byte> body_of(const T& value) {
  std::vector<std::byte> body;
  rpc::XdrEncoder encoder(body, rpc::kMaxFrame - rpc::kMinFrame);
  rpc::encode(encoder, value);
  return body;
}

}  // namespace

StreamPump::StreamPump(Threads& threads, std::shared_ptr<Outbox> outbox,
                       const rpc::FrameHeader& call, std::uint64_t key, bool reads,
                       std::unique_ptr<ApiStream> api)
    : outbox_(std::move(outbox)),
      header_(call),
      key_(key),
      owned_mutex_(
          threads.make_mutex(Name{"stream", static_cast<std::uint32_t>(key)}, Rank::driver)),
      mutex_(*owned_mutex_),
      api_(std::move(api)),
      reads_(reads) {}

void StreamPump::opened() {
  DriverLock lock(mutex_);
  open_ = true;
  if (stopping_) tell_stop();
  schedule();
}

void StreamPump::stop() {
  DriverLock lock(mutex_);
  stopping_ = true;
  if (open_) tell_stop();
}

void StreamPump::tell_stop() {
  const rpc::Error error =
      rpc::make_error(rpc::kErrorSystem, rpc::kErrorFromRpc, "",
                      "the daemon is shutting down: the stream has not come to its end");
  post(rpc::FrameType::stream, rpc::FrameStatus::error, body_of(error), 0);
}

void StreamPump::receive(rpc::Message packet) {
  DriverLock lock(mutex_);
  if (ended_) {
    outbox_->consumed(packet_size(packet));
    return;
  }
  packets_.push_back(std::move(packet));
  schedule();
}

void StreamPump::sent() {
  DriverLock lock(mutex_);
  credit_ = true;
  schedule();
}

void StreamPump::ready() {
  DriverLock lock(mutex_);
  schedule();
}

void StreamPump::schedule() {
  again_ = true;
  if (scheduled_ || !open_) return;
  scheduled_ = true;
  outbox_->ask_for_work(key_);
}

bool StreamPump::work() {
  for (;;) {
    {
      DriverLock lock(mutex_);
      again_ = false;
    }
    wants_read_ = wants_write_ = false;
    if (!over_) pump_in();
    if (!over_) pump_out();
    api_->watch(wants_read_ && !over_, wants_write_ && !over_);
    DriverLock lock(mutex_);
    if (over_) {
      // It stays scheduled, so that nobody works on it again. What comes behind the end is
      // nobody's.
      ended_ = true;
      if (packet_) outbox_->consumed(packet_size(*packet_));
      packet_.reset();
      while (!packets_.empty()) outbox_->consumed(packet_size(packets_.pop_front()));
      return true;
    }
    if (again_) continue;
    scheduled_ = false;
    return false;
  }
}

void StreamPump::close() {
  if (!over_) {
    api_->watch(false, false);
    api_->abort();
  }
  over_ = true;
}

std::optional<rpc::Message> StreamPump::next_packet() {
  DriverLock lock(mutex_);
  if (packets_.empty()) return std::nullopt;
  return packets_.pop_front();
}

void StreamPump::pump_in() {
  while (!over_) {
    if (!packet_) {
      packet_ = next_packet();
      taken_ = 0;
    }
    if (!packet_ || !take_in(*packet_)) break;
    outbox_->consumed(packet_size(*packet_));
    packet_.reset();
  }
}

// Whether the packet is done with.
bool StreamPump::take_in(const rpc::Message& packet) {
  if (packet.header.status == rpc::FrameStatus::error) {
    api_->abort();
    answer(ApiStream::Status::ok);
    return true;
  }
  if (packet.header.status == rpc::FrameStatus::ok) {
    answer(api_->finish());
    return true;
  }
  if (packet.header.type == rpc::FrameType::stream_hole) {
    rpc::StreamHole hole;
    if (rpc::decode_body(packet.body, hole)) {
      fail(rpc::rpc_error("Unable to decode message payload"));
      return true;
    }
    const ApiStream::Status status = api_->send_hole(hole.length, hole.flags);
    if (status == ApiStream::Status::failed) fail(api_->take_error());
    wants_write_ = status == ApiStream::Status::would_block;
    return !wants_write_;
  }
  while (taken_ < packet.body.size()) {
    const ApiStream::Sent sent = api_->send(std::span(packet.body).subspan(taken_));
    if (sent.status == ApiStream::Status::failed) {
      fail(api_->take_error());
      return true;
    }
    if (sent.status == ApiStream::Status::would_block) {
      wants_write_ = true;
      return false;
    }
    taken_ += sent.bytes;
  }
  return true;
}

void StreamPump::pump_out() {
  if (!reads_) return;
  {
    DriverLock lock(mutex_);
    if (!credit_) return;
  }
  ApiStream::Received got = api_->receive(kMostStreamData);
  if (got.status == ApiStream::Status::would_block) {
    wants_read_ = true;
    return;
  }
  if (got.status == ApiStream::Status::failed) {
    fail(api_->take_error());
    return;
  }
  {
    DriverLock lock(mutex_);
    credit_ = false;
  }
  if (got.status == ApiStream::Status::end) reads_ = false;
  if (got.hole > 0) {
    send_on(rpc::FrameType::stream_hole, rpc::FrameStatus::more,
            body_of(rpc::StreamHole{.length = got.hole}), key_);
  } else {
    // Without data it is the end.
    send_on(rpc::FrameType::stream, rpc::FrameStatus::more, got.data, key_);
  }
}

void StreamPump::answer(ApiStream::Status status) {
  if (status == ApiStream::Status::failed) {
    fail(api_->take_error());
    return;
  }
  send_on(rpc::FrameType::stream, rpc::FrameStatus::ok, {}, 0);
  over_ = true;
}

void StreamPump::fail(const rpc::Error& error) {
  api_->abort();
  send_on(rpc::FrameType::stream, rpc::FrameStatus::error, body_of(error), 0);
  over_ = true;
}

void StreamPump::send_on(rpc::FrameType type, rpc::FrameStatus status,
                         std::span<const std::byte> body, std::uint64_t note) {
  DriverLock lock(mutex_);
  post(type, status, body, note);
}

void StreamPump::post(rpc::FrameType type, rpc::FrameStatus status, std::span<const std::byte> body,
                      std::uint64_t note) {
  if (told_end_) return;
  told_end_ = status != rpc::FrameStatus::more;
  rpc::FrameHeader header = header_;
  header.type = type;
  header.status = status;
  std::vector<std::byte> frame = rpc::encode_frame(header, body);
  if (note == 0) {
    outbox_->post(std::move(frame));
  } else {
    outbox_->post_noted(std::move(frame), note);
  }
}

}  // namespace interleave::daemon
