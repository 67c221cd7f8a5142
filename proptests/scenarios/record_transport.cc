#include "proptests/scenarios/record_transport.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>

namespace interleave::proptests {
namespace {

constexpr std::size_t kMostForOneRead = 40;

std::size_t record_length(std::span<const std::byte> wire) {
  return std::to_integer<std::size_t>(wire[0]) << 8 | std::to_integer<std::size_t>(wire[1]);
}

class RecordTransport final : public daemon::Transport {
 public:
  explicit RecordTransport(std::unique_ptr<daemon::Transport> below) : below_(std::move(below)) {}

  Handshake shake_hands() override { return below_->shake_hands(); }
  [[nodiscard]] std::string failure() const override { return below_->failure(); }

  IoResult read_some(std::span<std::byte> into) override {
    if (plain_.empty()) {
      std::array<std::byte, kMostInRecord> chunk;
      const IoResult result = below_->read_some(chunk);
      if (result.status != IoStatus::ok) return result;
      wire_.insert(wire_.end(), chunk.begin(),
                   chunk.begin() + static_cast<std::ptrdiff_t>(result.bytes));
      open_records(wire_, plain_);
      if (plain_.empty()) return {IoStatus::would_block, 0};
    }
    const std::size_t count = std::min({into.size(), plain_.size(), kMostForOneRead});
    const auto end = plain_.begin() + static_cast<std::ptrdiff_t>(count);
    std::copy(plain_.begin(), end, into.begin());
    plain_.erase(plain_.begin(), end);
    return {IoStatus::ok, count};
  }

  IoResult write_some(std::span<const std::span<const std::byte>> from) override {
    if (pending_.empty()) begin_record(from);
    while (!pending_.empty()) {
      const std::span<const std::byte> rest = pending_;
      const IoResult result = below_->write_some({&rest, 1});
      if (result.status != IoStatus::ok) return result;
      pending_.erase(pending_.begin(),
                     pending_.begin() + static_cast<std::ptrdiff_t>(result.bytes));
    }
    return {IoStatus::ok, std::exchange(pending_plain_, 0)};
  }

  [[nodiscard]] bool has_buffered() const override { return !plain_.empty(); }
  [[nodiscard]] bool is_mid_record() const override { return !wire_.empty(); }
  [[nodiscard]] Handle handle() const override { return below_->handle(); }
  void close() override { below_->close(); }

 private:
  void begin_record(std::span<const std::span<const std::byte>> from) {
    std::vector<std::byte> plain;
    for (const std::span<const std::byte> buffer : from) {
      const std::size_t room = kMostInRecord - plain.size();
      const auto part = buffer.first(std::min(room, buffer.size()));
      plain.insert(plain.end(), part.begin(), part.end());
    }
    append_records(plain, pending_);
    pending_plain_ = plain.size();
  }

  const std::unique_ptr<daemon::Transport> below_;
  std::vector<std::byte> wire_;     // of an incomplete record
  std::vector<std::byte> plain_;    // of complete ones, not yet read
  std::vector<std::byte> pending_;  // of a record that is being written
  std::size_t pending_plain_ = 0;   // what it holds
};

}  // namespace

void append_records(std::span<const std::byte> plain, std::vector<std::byte>& wire) {
  while (!plain.empty()) {
    const auto part = plain.first(std::min(plain.size(), kMostInRecord));
    wire.push_back(static_cast<std::byte>(part.size() >> 8));
    wire.push_back(static_cast<std::byte>(part.size()));
    wire.insert(wire.end(), part.begin(), part.end());
    plain = plain.subspan(part.size());
  }
}

void open_records(std::vector<std::byte>& wire, std::vector<std::byte>& plain) {
  while (wire.size() >= 2 && wire.size() >= 2 + record_length(wire)) {
    const auto end = wire.begin() + static_cast<std::ptrdiff_t>(2 + record_length(wire));
    plain.insert(plain.end(), wire.begin() + 2, end);
    wire.erase(wire.begin(), end);
  }
}

std::unique_ptr<daemon::Transport> record_transport(std::unique_ptr<Stream> stream) {
  std::unique_ptr<daemon::Transport> plain = daemon::plain_transport(std::move(stream));
  return record_layer(plain);
}

std::unique_ptr<daemon::Transport> record_layer(std::unique_ptr<daemon::Transport>& transport) {
  return std::make_unique<RecordTransport>(std::move(transport));
}

}  // namespace interleave::proptests
