#include "proptests/scenarios/watched_transport.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "daemon/rpc/frame.h"

namespace interleave::proptests {
namespace {

// Where a stream of frames is, in one direction. Behind a length that no frame has it is nowhere.
class FrameCursor {
 public:
  // Goes on over some bytes, at most to the end of the present frame; returns how many. `done` is
  // set where that end is reached.
  std::size_t advance(std::span<const std::byte> bytes, bool& done) {
    done = false;
    if (lost_) return bytes.size();
    const std::size_t wanted = place_ < rpc::kMinFrame ? rpc::kMinFrame - place_ : length_ - place_;
    const std::size_t count = std::min(wanted, bytes.size());
    if (place_ < rpc::kMinFrame) {
      std::copy_n(bytes.begin(), count, head_.begin() + static_cast<std::ptrdiff_t>(place_));
    }
    place_ += count;
    if (place_ < rpc::kMinFrame) return count;
    length_ = rpc::decode_length(head_);
    lost_ = !rpc::valid_length(length_);
    done = !lost_ && place_ == length_;
    if (done) place_ = 0;
    return count;
  }
  // Of the present frame, so far; 0 between frames.
  [[nodiscard]] std::size_t place() const { return lost_ ? 0 : place_; }
  // Of the frame that was done last.
  [[nodiscard]] rpc::FrameHeader header() const {
    return rpc::decode_header(std::span(head_).subspan(rpc::kLengthSize));
  }

 private:
  std::array<std::byte, rpc::kMinFrame> head_{};
  std::size_t place_ = 0;
  std::size_t length_ = 0;
  bool lost_ = false;
};

bool is_call(const rpc::FrameHeader& header) {
  return header.program == rpc::kRemoteProgram &&
         (header.type == rpc::FrameType::call || header.type == rpc::FrameType::call_with_fds);
}

bool is_reply(const rpc::FrameHeader& header) {
  return header.program == rpc::kRemoteProgram &&
         (header.type == rpc::FrameType::reply || header.type == rpc::FrameType::reply_with_fds);
}

bool is_keepalive(const rpc::FrameHeader& header) {
  return header.program == rpc::kKeepaliveProgram;
}

class WatchedTransport final : public daemon::Transport {
 public:
  WatchedTransport(std::unique_ptr<daemon::Transport> below, sim::SimWorld& world)
      : below_(std::move(below)), world_(world) {}

  [[nodiscard]] Handshake shake_hands() override { return below_->shake_hands(); }
  [[nodiscard]] std::string failure() const override { return below_->failure(); }

  [[nodiscard]] IoResult read_some(std::span<std::byte> into) override {
    const IoResult result = below_->read_some(into);
    has_read(result, into);
    return result;
  }
  [[nodiscard]] IoResult write_some(std::span<const std::span<const std::byte>> from) override {
    const IoResult result = below_->write_some(from);
    if (result.status == IoStatus::ok) has_written(result.bytes, from);
    return result;
  }

  [[nodiscard]] bool carries_files() const override { return below_->carries_files(); }
  // The bytes that files come with are of no frame.
  [[nodiscard]] IoResult read_with_file(std::span<std::byte> into, Arrival& with) override {
    const IoResult result = below_->read_with_file(into, with);
    if (!with.file && !with.lost) has_read(result, into);
    return result;
  }
  [[nodiscard]] IoResult write_file(const OpenFile& file) override {
    return below_->write_file(file);
  }

  [[nodiscard]] bool is_mid_record() const override { return below_->is_mid_record(); }
  [[nodiscard]] bool has_buffered() const override {
    const bool buffered = below_->has_buffered();
    if (buffered) world_.mark(Mark::hidden_bytes);
    return buffered;
  }
  [[nodiscard]] Handle handle() const override { return below_->handle(); }
  void close() override { below_->close(); }

 private:
  void has_read(const IoResult& result, std::span<const std::byte> into) {
    if (result.status == IoStatus::ok) return has_read(into.first(result.bytes));
    if (result.status == IoStatus::would_block) return;
    const bool ended = result.status == IoStatus::end_of_stream;
    if (in_.place() != 0) world_.mark(ended ? Mark::ended_in_frame : Mark::broken_in_frame);
    if (ended && calls_ > replies_) world_.mark(Mark::half_closed_in_call);
  }

  void has_read(std::span<const std::byte> bytes) {
    std::size_t frames = 0;
    const bool one_byte = bytes.size() == 1;
    while (!bytes.empty()) {
      bool done = false;
      bytes = bytes.subspan(in_.advance(bytes, done));
      if (!done) continue;
      ++frames;
      calls_ += is_call(in_.header()) ? 1 : 0;
      if (asked_ && is_keepalive(in_.header())) world_.mark(Mark::answered_for_life);
    }
    if (frames > 1) world_.mark(Mark::frames_in_one_read);
    if (frames > 0 && one_byte) world_.mark(Mark::frame_by_one_byte);
    const std::size_t place = in_.place();
    if (place > 0 && place < rpc::kMinFrame) world_.mark(Mark::frame_split, place);
  }

  void has_written(std::size_t count, std::span<const std::span<const std::byte>> from) {
    ++writes_;
    for (const std::span<const std::byte> piece : from) {
      std::span<const std::byte> bytes = piece.first(std::min(count, piece.size()));
      count -= bytes.size();
      while (!bytes.empty()) {
        bool done = false;
        bytes = bytes.subspan(out_.advance(bytes, done));
        if (!done) continue;
        if (writes_ > 2) world_.mark(Mark::frame_in_three_writes);
        writes_ = 1;  // the next one may begin in this write
        replies_ += is_reply(out_.header()) ? 1 : 0;
        if (is_keepalive(out_.header())) note_question();
      }
    }
    if (out_.place() == 0) writes_ = 0;
  }

  // The daemon's own answers to a client's questions look the same but for their procedure.
  void note_question() {
    constexpr std::int32_t kPing = 1;
    if (out_.header().procedure != kPing) return;
    asked_ = true;
    world_.mark(Mark::asked_for_life);
  }

  const std::unique_ptr<daemon::Transport> below_;
  sim::SimWorld& world_;
  FrameCursor in_;
  FrameCursor out_;
  std::uint64_t calls_ = 0;
  std::uint64_t replies_ = 0;
  std::size_t writes_ = 0;  // that the present frame has taken
  bool asked_ = false;
};

}  // namespace

std::unique_ptr<daemon::Transport> watched_layer(std::unique_ptr<daemon::Transport> below,
                                                 sim::SimWorld& world) {
  return std::make_unique<WatchedTransport>(std::move(below), world);
}

}  // namespace interleave::proptests
