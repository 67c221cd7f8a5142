#include "daemon/core/connection.h"

#include <new>
#include <utility>

namespace interleave::daemon {
namespace {

constexpr std::int32_t kPing = 1;
constexpr std::int32_t kPong = 2;

// Of one message: the largest step of an authentication, whose 65,536 bytes are four on the wire
// each, with room.
constexpr std::size_t kMostBeforeLogin = 4 * 65'536 + 4'096;

bool is_call(const rpc::FrameHeader& header) {
  return header.type == rpc::FrameType::call || header.type == rpc::FrameType::call_with_fds;
}

bool is_stream_packet(const rpc::FrameHeader& header) {
  return header.program == rpc::kRemoteProgram && header.version == rpc::kRemoteVersion &&
         (header.type == rpc::FrameType::stream || header.type == rpc::FrameType::stream_hole);
}

bool is_ping(const rpc::FrameHeader& header) {
  return header.program == rpc::kKeepaliveProgram && header.version == rpc::kKeepaliveVersion &&
         header.type == rpc::FrameType::message && header.procedure == kPing;
}

}  // namespace

Connection::Intake Connection::read(std::span<std::byte> buffer,
                                    std::vector<std::uint32_t>& calls) {
  Arrival with;
  const IoResult result = transport_->read_with_file(buffer, with);
  switch (result.status) {
    case IoStatus::ok:
      break;
    case IoStatus::would_block:
      return Intake::nothing;
    case IoStatus::end_of_stream:
      ended = true;
      return Intake::end;
    default:
      reason_ = transport_->failure();
      if (reason_.empty()) reason_ = to_string(result.status);
      return Intake::broken;
  }
  bool good = true;
  try {
    std::vector<rpc::Message> messages;
    good = reader_.feed(buffer.first(result.bytes), std::move(with), messages);
    sort(messages, calls);
  } catch (const std::bad_alloc&) {
    // Whoever sends the largest messages is likeliest to be met. What it has sent so far is lost.
    reason_ = "there is no memory for what it sends";
    return Intake::broken;
  }
  const bool too_much = !authenticated && reader_.held() > kMostBeforeLogin;
  if (good && !too_much) return Intake::progress;
  reason_ = too_much
                ? "a message of more bytes comes than a client may send that has not authenticated"
                : reader_.rejection();
  return Intake::bad_frame;
}

rpc::Message Connection::take_parked() {
  rpc::Message message = parked_.pop_front();
  parked_bytes_ -= rpc::kMinFrame + message.body.size();
  parked_files_ -= message.files.size();
  return message;
}

void Connection::sort(std::vector<rpc::Message>& messages, std::vector<std::uint32_t>& calls) {
  calls.reserve(calls.size() + messages.size());
  for (rpc::Message& message : messages) {
    if (is_call(message.header)) {
      const std::uint32_t serial = message.header.serial;
      const std::size_t bytes = rpc::kMinFrame + message.body.size();
      const std::size_t files = message.files.size();
      parked_.push_back(std::move(message));
      // Not before: what is told of is parked, also where memory ends in between.
      calls.push_back(serial);
      parked_bytes_ += bytes;
      parked_files_ += files;
    } else if (is_stream_packet(message.header)) {
      packets_.push_back(std::move(message));
    } else if (is_ping(message.header)) {
      answer_ping(message);
    }
    // All else a client has no business to send; libvirtd drops it in silence, and so do we.
  }
}

void Connection::answer_ping(const rpc::Message& ping) {
  // One pong answers all pings that come while it waits: a peer that pings and does not read makes
  // nothing grow (D6). Of two messages that wait one is a pong; a single one may be our question.
  if (out_.waiting(Outgoing::Kind::keepalive) > 1) return;
  rpc::FrameHeader pong = ping.header;
  pong.procedure = kPong;
  push_keepalive(pong);
}

void Connection::ask() {
  // Whatever waits says that we live, and is not taken: neither would be a question behind it.
  if (out_.waiting(Outgoing::Kind::keepalive) > 0) return;
  push_keepalive({.program = rpc::kKeepaliveProgram,
                  .version = rpc::kKeepaliveVersion,
                  .procedure = kPing,
                  .type = rpc::FrameType::message});
}

void Connection::push_keepalive(const rpc::FrameHeader& header) {
  out_.push({.frame = rpc::encode_frame(header, {}),
             .serial = header.serial,
             .kind = Outgoing::Kind::keepalive});
}

}  // namespace interleave::daemon
