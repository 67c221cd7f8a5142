#include "proptests/scenarios/model_client.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "proptests/scenarios/handshake_transport.h"
#include "proptests/scenarios/record_transport.h"
#include "proptests/scenarios/scripted_program.h"
#include "proptests/scenarios/scripted_stream.h"
#include "proptests/scenarios/words.h"

namespace interleave::proptests {
namespace {

constexpr std::int32_t kPing = 1;
constexpr std::int32_t kPong = 2;

constexpr Duration kRest = std::chrono::seconds(1);
constexpr int kRestsOfAPlug = 5;
constexpr Duration kPauseOfATrickle = std::chrono::milliseconds(30);

constexpr rpc::FrameHeader kPingHeader{.program = rpc::kKeepaliveProgram,
                                       .version = rpc::kKeepaliveVersion,
                                       .procedure = kPing,
                                       .type = rpc::FrameType::message};

}  // namespace

ModelClient::ModelClient(sim::SimWorld& world, const Workload& workload, std::uint32_t number,
                         const std::atomic<bool>& stopping)
    : world_(world),
      handshake_(workload.handshake),
      asked_(workload.keepalive_ms > 0),
      hurried_(workload.patience_ms > 0),
      narrow_(workload.buffer < rpc::kMinFrame),
      layer_(workload.layer),
      keepalive_(2 * std::chrono::milliseconds(workload.keepalive_ms)),
      idle_exit_(workload.stop == Stop::idle),
      ends_streams_(workload.stop != Stop::twice && workload.release != Release::never),
      carries_files_(!workload.records && !workload.layer && !workload.handshake),
      crowded_(workload.anonymous > 0 && workload.clients.size() > workload.anonymous),
      number_(number),
      stopping_(stopping),
      records_(workload.records),
      login_(workload.login ? Login::nobody : Login::known) {}

void ModelClient::run(const std::vector<Action>& actions) {
  if (scarcity_ != nullptr) shortages_ = scarcity_->over();
  socket_ = world_.connect(kDoor, Name{"peer", number_});
  if (!socket_.connected()) {
    if (!stopping_) object("was not let in");
    return;
  }
  const bool shakes =
      handshake_ && (actions.empty() || (actions.front().kind != ActionKind::silent &&
                                         actions.front().kind != ActionKind::stall));
  if (shakes && !shake_hands(false)) {
    socket_.close();
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
    case ActionKind::cut:
      send_half_a_frame(Behaviour::quick);
      return false;
    case ActionKind::torn:
      if (!send_half_a_frame(Behaviour::quick)) return false;
      socket_.shut_down_sending();
      end_expected_ = true;
      return true;
    case ActionKind::part: {
      const Action give{.kind = ActionKind::send, .behaviour = Behaviour::give};
      const auto header = call_header(Behaviour::give, false, last_serial_ + 1);
      send_bytes(rpc::encode_frame(header, body_for(give, header.serial)));
      if (carries_files_) send_files(kFilesOfACall - 1);
      return false;
    }
    case ActionKind::hear:
      return receive_replies() && receive_events();
    case ActionKind::deaf:
      deaf_ = true;
      rest(keepalive_);
      return true;
    case ActionKind::idle:
      idled_ = true;
      rest();
      return true;
    case ActionKind::silent:
      end_expected_ = true;
      return true;
    case ActionKind::stall:
      return stall();
    case ActionKind::trickle:
      return trickle();
    case ActionKind::plug:
      if (!send_call({.kind = ActionKind::send, .behaviour = Behaviour::quick})) return false;
      deaf_ = true;
      for (int i = 0; i < kRestsOfAPlug; ++i) rest();
      // Time that was moved may have brought it here before its deadline.
      if (narrow_ && world_.skipped_time() == Duration::zero()) receive_to_end();
      return false;
    case ActionKind::garbage: {
      constexpr std::array<std::byte, 4> kTooShort = {{{}, {}, {}, std::byte{3}}};
      end_expected_ = true;
      return send_bytes(kTooShort);
    }
  }
  return false;
}

bool ModelClient::shake_hands(bool half) {
  if (socket_.send(kHello) != IoStatus::ok) return false;
  if (half) return true;
  std::vector<std::byte> got;
  const auto await = [&](std::span<const std::byte> wanted) {
    got.clear();
    while (got.size() < wanted.size()) {
      std::array<std::byte, 8> chunk;
      const auto room = std::span(chunk).first(wanted.size() - got.size());
      const IoResult result = socket_.receive(room);
      if (result.status != IoStatus::ok) {
        judge_end(result.status);
        return false;
      }
      got.insert(got.end(), chunk.begin(),
                 chunk.begin() + static_cast<std::ptrdiff_t>(result.bytes));
    }
    if (!std::ranges::equal(got, wanted)) object("got a wrong handshake");
    return true;
  };
  return await(kAnswer) && socket_.send(kProof) == IoStatus::ok && await(kVerified);
}

bool ModelClient::stall() {
  end_expected_ = true;
  return handshake_ ? shake_hands(true) : send_half_a_frame(Behaviour::login);
}

bool ModelClient::send_half_a_frame(Behaviour behaviour) {
  const std::vector<std::byte> frame =
      rpc::encode_frame(call_header(behaviour, false, last_serial_ + 1), {});
  return send_bytes(std::span(frame).first(frame.size() / 2));
}

bool ModelClient::trickle() {
  end_expected_ = true;
  const std::array<std::byte, 12> body{};
  std::vector<std::byte> frame =
      rpc::encode_frame(call_header(Behaviour::quick, false, last_serial_ + 1), body);
  if (records_) append_records(std::exchange(frame, {}), frame);
  for (const std::byte& byte : std::span(frame).first(frame.size() - 1)) {
    if (socket_.send({&byte, 1}) != IoStatus::ok) return true;
    world_.sleep_until(later(world_.clock().now(), kPauseOfATrickle));
  }
  if (world_.skipped_time() > Duration::zero()) return false;
  object("may take as long over a frame as it likes");
}

bool ModelClient::send_call(const Action& action) {
  // A subscription is ended by a client that knows of it.
  if (action.behaviour == Behaviour::unlisten && !receive_replies()) return false;
  const rpc::FrameHeader header = call_header(action.behaviour, action.urgent, ++last_serial_);
  outstanding_.emplace(header.serial, header);
  login_at_.emplace(header.serial, login_);
  if (scarcity_ != nullptr) shortages_at_.emplace(header.serial, scarcity_->over());
  if (action.behaviour == Behaviour::login && login_ == Login::nobody) login_ = Login::asked;
  // It is served, unless the client was nobody.
  const bool may_leave = login_ != Login::nobody;
  said_bye_ = said_bye_ || (may_leave && action.behaviour == Behaviour::bye);
  if (!send_bytes(rpc::encode_frame(header, body_for(action, header.serial)))) return false;
  if (action.behaviour != Behaviour::give || !carries_files_) return true;
  for (std::uint32_t i = 1; i <= kFilesOfACall; ++i) {
    given_[header.serial].push_back(number_ * kFilesOfAClient + last_file_ + i);
  }
  return send_files(kFilesOfACall);
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
    // Where the connection has ended, receiving will tell. Who has said its last word is not read
    // any more, and would wait for ever for room to say another.
    if (!deaf_ && !end_expected_) send_bytes(rpc::encode_frame(pong, {}));
    return Got::message;
  }
  if (hearing_) hearing_(*message);
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

void ModelClient::judge(const rpc::Message& message) {
  const auto found = outstanding_.find(message.header.serial);
  if (found == outstanding_.end()) {
    object(
        fmt::format("got a reply with serial {}, which is not outstanding", message.header.serial));
  }
  const rpc::FrameHeader call = found->second;
  outstanding_.erase(found);
  served_ = true;
  const bool refused = message.body.size() == 4 && message.body.front() == kRefusedMark;
  const bool anonymous = message.body.size() == 4 && message.body.front() == kAnonymousMark;
  const bool scarce = message.body.size() == 4 && message.body.front() == kShortMark;
  const auto behaviour = static_cast<Behaviour>(call.procedure % 100);
  const bool fails = behaviour == Behaviour::fail || behaviour == Behaviour::wrong ||
                     behaviour == Behaviour::throws;
  const auto status =
      refused || anonymous || scarce || fails ? rpc::FrameStatus::error : rpc::FrameStatus::ok;
  rpc::FrameHeader expected = rpc::reply_header(call, status);
  if (behaviour == Behaviour::take && status == rpc::FrameStatus::ok && carries_files_) {
    expected.type = rpc::FrameType::reply_with_fds;
  }
  if (message.header != expected) {
    object(fmt::format("got a reply to call {} with a wrong header", call.serial));
  }
  if (refused && !stopping_) {
    object(fmt::format("got call {} refused by a daemon that is not stopping", call.serial));
  }
  if (refused) return;
  if (scarce) return judge_shortage(call);
  judge_login(call, anonymous, fails);
  if (anonymous) return;
  judge_files(behaviour, message);
  judge_echo(behaviour, message);
  judge_subscription(behaviour, message);
}

void ModelClient::judge_shortage(const rpc::FrameHeader& call) {
  if (is_urgent(call)) {
    object(fmt::format("got urgent call {} refused for want of memory", call.serial));
  }
  if (scarcity_ == nullptr || !scarcity_->since(shortages_at_[call.serial])) {
    object(fmt::format("got call {} refused for want of memory that there is", call.serial));
  }
}

void ModelClient::judge_login(const rpc::FrameHeader& call, bool anonymous, bool failed) {
  const auto behaviour = static_cast<Behaviour>(call.procedure % 100);
  const Login before = login_at_[call.serial];
  if (behaviour == Behaviour::login || behaviour == Behaviour::wrong) {
    if (anonymous) object("is not let authenticate");
    if (failed || login_ == Login::known) return;
    login_ = Login::known;
    if (!layer_) return;
    // What comes from now on is in records, and so is what has come already.
    records_ = true;
    wire_ = std::exchange(plain_, {});
    open_records(wire_, plain_);
    return;
  }
  if (!anonymous && before == Login::nobody) {
    object(fmt::format("got call {} made, and has not authenticated", call.serial));
  }
  if (anonymous && before == Login::known) {
    object(fmt::format("got call {} refused, and has authenticated", call.serial));
  }
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
  // As with pongs.
  if (end_expected_) return;
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
    // A daemon that stops ends every stream.
    if (error && stopping_) {
      streams_.erase(found);
      return;
    }
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

void ModelClient::rest(Duration deadline) {
  const bool to_the_moment =
      deadline > Duration::zero() && world_.draw(2, "rest until a deadline") == 1;
  world_.sleep_until(later(world_.clock().now(), to_the_moment ? deadline : kRest));
}

void ModelClient::judge_end(IoStatus status) {
  if (status == IoStatus::end_of_stream && ends_streams_ && stopping_ && !streams_.empty() &&
      !deaf_ && world_.skipped_time() == Duration::zero()) {
    object("is not told by a daemon that stops what has become of its stream");
  }
  if (status == IoStatus::end_of_stream && idle_exit_ && served_ && !said_bye_ && !end_expected_) {
    object("is closed by a daemon that ends because nobody uses it");
  }
  // A reset is the doing of a fault, or of a daemon that closes while bytes are on their way to it.
  if (status == IoStatus::reset || stopping_ || said_bye_ || deaf_) return;
  // Nobody is let in while there is no memory.
  if (!served_ && scarcity_ != nullptr && scarcity_->since(shortages_)) return;
  // A file that the daemon had no room for ends the connection.
  if (socket_.file_lost()) return;
  // Time that was moved while the client could have answered.
  if ((asked_ || hurried_) && world_.skipped_time() > Duration::zero()) return;
  if (end_expected_ && outstanding_.empty()) return;
  // Who has not authenticated has a deadline, and gives way when many come.
  if (login_ != Login::known || handshake_) {
    if (crowded_ || idled_ || world_.skipped_time() > Duration::zero()) return;
  }
  object(fmt::format("is closed by the daemon without a reason, with {} calls outstanding",
                     outstanding_.size()));
}

void ModelClient::object(std::string_view what) {
  world_.broken_rule("protocol", fmt::format("client {} {}", number_, what));
}

}  // namespace interleave::proptests
