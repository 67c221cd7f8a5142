#include "proptests/scenarios/model_client.h"

#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "proptests/scenarios/record_transport.h"
#include "proptests/scenarios/scripted_program.h"
#include "proptests/scenarios/scripted_stream.h"
#include "proptests/scenarios/words.h"

namespace interleave::proptests {
namespace {

constexpr std::int32_t kPing = 1;
constexpr std::int32_t kPong = 2;

constexpr Duration kRest = std::chrono::seconds(1);

constexpr rpc::FrameHeader kPingHeader{.program = rpc::kKeepaliveProgram,
                                       .version = rpc::kKeepaliveVersion,
                                       .procedure = kPing,
                                       .type = rpc::FrameType::message};

}  // namespace

ModelClient::ModelClient(sim::SimWorld& world, const Workload& workload, std::uint32_t number,
                         const std::atomic<bool>& stopping)
    : world_(world),
      records_(workload.records),
      asked_(workload.keepalive_ms > 0),
      number_(number),
      stopping_(stopping) {}

void ModelClient::run(const std::vector<Action>& actions) {
  socket_ = world_.connect(kDoor, Name{"peer", number_});
  if (!socket_.connected()) {
    if (!stopping_) object("was not let in");
    return;
  }
  for (const Action& action : actions) {
    if (!act(action)) {
      socket_.close();
      return;
    }
  }
  leave();
}

bool ModelClient::act(const Action& action) {
  switch (action.kind) {
    case ActionKind::call:
      return send_call(action) && receive_replies() && receive_streams();
    case ActionKind::send:
      return send_call(action);
    case ActionKind::replies:
      return receive_replies() && receive_streams();
    case ActionKind::ping:
      return ping();
    case ActionKind::half:
      socket_.shut_down_sending();
      end_expected_ = true;
      return true;
    case ActionKind::close:
      return false;
    case ActionKind::reset:
      socket_.reset();
      return false;
    case ActionKind::cut: {
      const std::vector<std::byte> frame =
          rpc::encode_frame(call_header(Behaviour::quick, false, last_serial_ + 1), {});
      send_bytes(std::span(frame).first(frame.size() / 2));
      return false;
    }
    case ActionKind::hear:
      return receive_replies() && receive_events();
    case ActionKind::deaf:
      rest();
      return true;
    case ActionKind::garbage: {
      constexpr std::array<std::byte, 4> kTooShort = {{{}, {}, {}, std::byte{3}}};
      end_expected_ = true;
      return send_bytes(kTooShort);
    }
  }
  return false;
}

bool ModelClient::send_call(const Action& action) {
  // A subscription is ended by a client that knows of it.
  if (action.behaviour == Behaviour::unlisten && !receive_replies()) return false;
  const rpc::FrameHeader header = call_header(action.behaviour, action.urgent, ++last_serial_);
  outstanding_.emplace(header.serial, header);
  said_bye_ = said_bye_ || action.behaviour == Behaviour::bye;
  return send_bytes(rpc::encode_frame(header, {}));
}

bool ModelClient::send_bytes(std::span<const std::byte> bytes) {
  IoStatus status = IoStatus::ok;
  if (records_) {
    std::vector<std::byte> wire;
    append_records(bytes, wire);
    status = socket_.send(wire);
  } else {
    status = socket_.send(bytes);
  }
  // A daemon that has closed may have answered before: receiving will tell.
  return status == IoStatus::ok || status == IoStatus::reset;
}

bool ModelClient::ping() {
  if (!send_bytes(rpc::encode_frame(kPingHeader, {}))) return false;
  for (;;) {
    switch (receive()) {
      case Got::pong:
        return true;
      case Got::reply:
      case Got::message:
        break;
      case Got::end:
        return false;
    }
  }
}

bool ModelClient::receive_replies() {
  while (!outstanding_.empty()) {
    if (receive() == Got::end) return false;
  }
  return true;
}

bool ModelClient::receive_streams() {
  while (!streams_.empty()) {
    if (receive() == Got::end) return false;
  }
  return true;
}

bool ModelClient::receive_events() {
  while (!listening_.empty() && heard_ < emitted_) {
    if (receive() == Got::end) return false;
  }
  return true;
}

void ModelClient::leave() {
  if (end_expected_ || said_bye_ || (deaf_ && asked_)) {
    receive_to_end();
  } else if (receive_replies()) {
    receive_streams();
  }
  socket_.close();
}

void ModelClient::receive_to_end() {
  while (receive() != Got::end) {
  }
}

ModelClient::Got ModelClient::receive() {
  const std::optional<rpc::Message> message = receive_frame();
  if (!message) return Got::end;
  if (message->header.program == rpc::kKeepaliveProgram) {
    if (message->header.procedure == kPong) return Got::pong;
    if (message->header != kPingHeader || !asked_) object("got a wrong keepalive message");
    rpc::FrameHeader pong = kPingHeader;
    pong.procedure = kPong;
    // Where the connection has ended, receiving will tell.
    if (!deaf_) send_bytes(rpc::encode_frame(pong, {}));
    return Got::message;
  }
  if (message->header.type == rpc::FrameType::stream) {
    judge_stream(*message);
    return Got::message;
  }
  if (message->header.type == rpc::FrameType::message) {
    judge_event(*message);
    return Got::message;
  }
  judge(*message);
  return Got::reply;
}

std::optional<rpc::Message> ModelClient::receive_frame() {
  for (;;) {
    if (plain_.size() >= rpc::kLengthSize) {
      const std::size_t length = rpc::decode_length(plain_);
      if (!rpc::valid_length(length)) object("got a frame of an impossible length");
      if (plain_.size() >= length) {
        const auto body = plain_.begin() + static_cast<std::ptrdiff_t>(rpc::kMinFrame);
        const auto end = plain_.begin() + static_cast<std::ptrdiff_t>(length);
        rpc::Message message{rpc::decode_header(std::span(plain_).subspan(rpc::kLengthSize)),
                             {body, end}};
        plain_.erase(plain_.begin(), end);
        return message;
      }
    }
    std::array<std::byte, 256> chunk;
    const IoResult result = socket_.receive(chunk);
    if (result.status != IoStatus::ok) {
      judge_end(result.status);
      return std::nullopt;
    }
    std::vector<std::byte>& into = records_ ? wire_ : plain_;
    into.insert(into.end(), chunk.begin(),
                chunk.begin() + static_cast<std::ptrdiff_t>(result.bytes));
    if (records_) open_records(wire_, plain_);
  }
}

void ModelClient::judge(const rpc::Message& message) {
  const auto found = outstanding_.find(message.header.serial);
  if (found == outstanding_.end()) {
    object(
        fmt::format("got a reply with serial {}, which is not outstanding", message.header.serial));
  }
  const rpc::FrameHeader call = found->second;
  outstanding_.erase(found);
  const bool refused = message.body.size() == 4 && message.body.front() == kRefusedMark;
  const bool fails = call.procedure % 100 == static_cast<std::int32_t>(Behaviour::fail);
  const auto status = refused || fails ? rpc::FrameStatus::error : rpc::FrameStatus::ok;
  if (message.header != rpc::reply_header(call, status)) {
    object(fmt::format("got a reply to call {} with a wrong header", call.serial));
  }
  if (refused && !stopping_) {
    object(fmt::format("got call {} refused by a daemon that is not stopping", call.serial));
  }
  if (!refused) judge_subscription(static_cast<Behaviour>(call.procedure % 100), message);
}

void ModelClient::judge_subscription(Behaviour behaviour, const rpc::Message& reply) {
  if (behaviour >= Behaviour::pull) begin_stream(reply.header);
  const std::uint32_t number = word_at(reply.body, 0);
  if (behaviour == Behaviour::listen) {
    listening_.emplace(number, 0);
    emitted_ = heard_ = 0;
  }
  if (behaviour == Behaviour::emit) ++emitted_;
  if (behaviour != Behaviour::unlisten || number == 0) return;
  const auto found = listening_.find(number);
  if (found == listening_.end()) object("ends a subscription that it does not have");
  if (found->second < word_at(reply.body, 1)) {
    object(fmt::format("has got the events of a subscription up to {}, and was sent them up to {}",
                       found->second, word_at(reply.body, 1)));
  }
  listening_.erase(found);
}

void ModelClient::begin_stream(const rpc::FrameHeader& call) {
  Streaming& stream = streams_[call.serial];
  stream.call = call;
  const auto kind = static_cast<Behaviour>(call.procedure % 100);
  if (kind != Behaviour::push && kind != Behaviour::reject) return;
  for (std::uint32_t number = 1; number <= kLastNumber; ++number) {
    send_packet(call, rpc::FrameStatus::more, body_of({number}));
  }
  send_packet(call, rpc::FrameStatus::ok, {});
  stream.said_end = true;
}

void ModelClient::send_packet(const rpc::FrameHeader& call, rpc::FrameStatus status,
                              std::span<const std::byte> body) {
  rpc::FrameHeader header = call;
  header.type = rpc::FrameType::stream;
  header.status = status;
  // Where the connection has ended, receiving will tell.
  send_bytes(rpc::encode_frame(header, body));
}

void ModelClient::judge_stream(const rpc::Message& packet) {
  const auto found = streams_.find(packet.header.serial);
  if (found == streams_.end()) object("got a packet of a stream that it does not have");
  Streaming& stream = found->second;
  const auto kind = static_cast<Behaviour>(stream.call.procedure % 100);
  const bool gives = kind == Behaviour::pull || kind == Behaviour::abort;
  if (packet.header.status != rpc::FrameStatus::more) {
    const bool error = packet.header.status == rpc::FrameStatus::error;
    if (!stream.said_end) object("got the end of a stream that it has not ended");
    if (error != (kind == Behaviour::reject)) object("got the wrong end of a stream");
    streams_.erase(found);
    return;
  }
  if (!gives) object("got data of a stream that gives none");
  if (packet.body.empty()) {
    if (stream.last != kLastNumber) object("got the end of the data before all data");
    if (stream.said_end && kind == Behaviour::pull) object("got the end of the data twice");
    if (!stream.said_end) send_packet(stream.call, rpc::FrameStatus::ok, {});
    stream.said_end = true;
    return;
  }
  if (word_at(packet.body, 0) != ++stream.last) object("got data of a stream out of order");
  if (kind == Behaviour::abort && !stream.said_end) {
    send_packet(stream.call, rpc::FrameStatus::error, {});
    stream.said_end = true;
  }
}

void ModelClient::judge_event(const rpc::Message& message) {
  if (message.header != kEventHeader) object("got a message with a wrong header");
  const std::uint32_t event = word_at(message.body, 1);
  const auto found = listening_.find(word_at(message.body, 0));
  if (found == listening_.end()) {
    object(fmt::format("got event {} of a subscription that it does not have", event));
  }
  if (found->second != 0 && event != found->second + 1) {
    object(fmt::format("got event {} after event {}", event, found->second));
  }
  found->second = event;
  if (found == std::prev(listening_.end())) ++heard_;
}

void ModelClient::rest() {
  deaf_ = true;
  world_.sleep_until(later(world_.clock().now(), kRest));
}

void ModelClient::judge_end(IoStatus status) {
  // A reset is the doing of a fault, or of a daemon that closes while bytes are on their way to it.
  if (status == IoStatus::reset || stopping_ || said_bye_ || deaf_) return;
  // Time that was moved while the client could have answered.
  if (asked_ && world_.skipped_time() > Duration::zero()) return;
  if (end_expected_ && outstanding_.empty()) return;
  object(fmt::format("is closed by the daemon without a reason, with {} calls outstanding",
                     outstanding_.size()));
}

void ModelClient::object(std::string_view what) {
  world_.broken_rule("protocol", fmt::format("client {} {}", number_, what));
}

}  // namespace interleave::proptests
