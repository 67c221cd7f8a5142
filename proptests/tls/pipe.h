// A connection in memory, whose ends take and give as few bytes at a time as a test likes.
#ifndef INTERLEAVE_PROPTESTS_TLS_PIPE_H_
#define INTERLEAVE_PROPTESTS_TLS_PIPE_H_

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "model/seam/network.h"

namespace interleave::proptests {

// One direction.
struct Pipe {
  std::deque<std::byte> bytes;
  bool closed = false;
};

// How many bytes an operation may move at most; 0 is "would block".
using Chunks = std::function<std::size_t()>;

class PipeStream final : public Stream {
 public:
  PipeStream(std::shared_ptr<Pipe> in, std::shared_ptr<Pipe> out, Chunks chunks)
      : in_(std::move(in)), out_(std::move(out)), chunks_(std::move(chunks)) {}

  [[nodiscard]] Handle handle() const override {
    return open_ ? static_cast<Handle>(7) : Handle::none;
  }
  [[nodiscard]] IoResult read_some(std::span<std::byte> into) override {
    if (!open_) return {IoStatus::closed, 0};
    if (in_->bytes.empty() && in_->closed) return {IoStatus::end_of_stream, 0};
    const std::size_t count = std::min({into.size(), in_->bytes.size(), chunks_()});
    if (count == 0) return {IoStatus::would_block, 0};
    std::copy_n(in_->bytes.begin(), count, into.begin());
    in_->bytes.erase(in_->bytes.begin(), in_->bytes.begin() + static_cast<std::ptrdiff_t>(count));
    return {IoStatus::ok, count};
  }
  [[nodiscard]] IoResult write_some(std::span<const std::span<const std::byte>> from) override {
    if (!open_) return {IoStatus::closed, 0};
    if (in_->closed) return {IoStatus::reset, 0};
    const std::size_t count = std::min(from.front().size(), chunks_());
    if (count == 0) return {IoStatus::would_block, 0};
    out_->bytes.insert(out_->bytes.end(), from.front().begin(),
                       from.front().begin() + static_cast<std::ptrdiff_t>(count));
    return {IoStatus::ok, count};
  }
  [[nodiscard]] bool carries_files() const override { return false; }
  [[nodiscard]] IoResult read_with_file(std::span<std::byte> into, Arrival&) override {
    return read_some(into);
  }
  [[nodiscard]] IoResult write_file(const OpenFile&) override { return {IoStatus::other, 0}; }
  void shut_down_sending() override { out_->closed = true; }
  void close() override {
    if (std::exchange(open_, false)) out_->closed = true;
  }
  [[nodiscard]] const PeerIdentity& peer() const override { return peer_; }

 private:
  const std::shared_ptr<Pipe> in_;
  const std::shared_ptr<Pipe> out_;
  const Chunks chunks_;
  const PeerIdentity peer_;
  bool open_ = true;
};

}  // namespace interleave::proptests

#endif  // INTERLEAVE_PROPTESTS_TLS_PIPE_H_
