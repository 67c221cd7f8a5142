// Frames as they come to a model client, and the files that go with them.
#include <array>
#include <utility>

#include "proptests/scenarios/model_client.h"
#include "proptests/scenarios/record_transport.h"
#include "proptests/scenarios/scripted_program.h"
#include "proptests/scenarios/words.h"

namespace interleave::proptests {

std::vector<std::byte> ModelClient::body_for(const Action& action, std::uint32_t serial) const {
  if (action.behaviour == Behaviour::echo) return words_for(serial);
  if (action.behaviour != Behaviour::give) return {};
  return body_of({carries_files_ ? kFilesOfACall : 0});
}

std::vector<std::byte> ModelClient::words_for(std::uint32_t serial) const {
  std::vector<std::uint32_t> words(1 + serial * 7 % 40);
  for (std::uint32_t i = 0; i < words.size(); ++i) words[i] = number_ << 24 | serial << 12 | i;
  return body_of(words);
}

bool ModelClient::send_files(std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const IoStatus status = socket_.send_file(number_ * kFilesOfAClient + ++last_file_);
    // A daemon that has closed may have answered before: receiving will tell.
    if (status != IoStatus::ok) return status == IoStatus::reset;
  }
  return true;
}

std::optional<rpc::Message> ModelClient::receive_frame() {
  for (;;) {
    if (std::optional<rpc::Message> message = cut_frame()) return message;
    if (!receive_bytes()) return std::nullopt;
  }
}

std::optional<rpc::Message> ModelClient::cut_frame() {
  if (plain_.size() < rpc::kLengthSize) return std::nullopt;
  const std::size_t length = rpc::decode_length(plain_);
  if (!rpc::valid_length(length)) object("got a frame of an impossible length");
  if (plain_.size() < length) return std::nullopt;
  const auto begin = plain_.begin();
  rpc::Message message{
      .header = rpc::decode_header(std::span(plain_).subspan(rpc::kLengthSize)),
      .body = {begin + rpc::kMinFrame, begin + static_cast<std::ptrdiff_t>(length)}};
  const bool announces = message.header.type == rpc::FrameType::reply_with_fds;
  const std::size_t whole = length + (announces ? word_at(message.body, 0) : 0);
  if (plain_.size() < whole) return std::nullopt;
  files_.clear();
  for (std::size_t at = length; at < whole; ++at) {
    if (!arrived_.contains(at)) object("got the byte of a file without the file");
    files_.push_back(arrived_[at]);
    arrived_.erase(at);
  }
  if (!arrived_.empty()) {
    if (arrived_.begin()->first < whole) object("got a file in the middle of a frame");
    std::map<std::size_t, std::uint32_t> rest;
    for (const auto& [at, file] : arrived_) rest.emplace(at - whole, file);
    arrived_ = std::move(rest);
  }
  plain_.erase(begin, begin + static_cast<std::ptrdiff_t>(whole));
  return message;
}

bool ModelClient::receive_bytes() {
  std::array<std::byte, 256> chunk;
  std::uint32_t file = 0;
  const IoResult result = socket_.receive(chunk, file);
  if (result.status != IoStatus::ok) {
    judge_end(result.status);
    return false;
  }
  std::vector<std::byte>& into = records_ ? wire_ : plain_;
  into.insert(into.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(result.bytes));
  if (file != 0) arrived_.emplace(into.size() - 1, file);
  if (records_) open_records(wire_, plain_);
  return true;
}

void ModelClient::judge_files(Behaviour behaviour, const rpc::Message& reply) {
  if (behaviour == Behaviour::take && carries_files_) {
    if (files_.size() != kFilesOfACall) object("got a reply without its files");
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (word_at(reply.body, 1 + i) != files_[i]) object("got other files than the reply names");
    }
  }
  if (behaviour == Behaviour::give && reply.body != body_of(given_[reply.header.serial])) {
    object("has sent other files than the API has seen");
  }
}

void ModelClient::judge_echo(Behaviour behaviour, const rpc::Message& reply) {
  if (behaviour == Behaviour::echo && reply.body != words_for(reply.header.serial)) {
    object("got another answer than what it had sent");
  }
}

}  // namespace interleave::proptests
