#include "daemon/login/sasl_layer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "daemon/core/record_bounds.h"

namespace interleave::daemon {
namespace {

constexpr std::size_t kReadAtOnce = 16'384;

class SaslTransport final : public Transport {
 public:
  SaslTransport(std::unique_ptr<Transport> below, std::shared_ptr<SaslConversation> conversation)
      : below_(std::move(below)), conversation_(std::move(conversation)) {}

  [[nodiscard]] std::string failure() const override {
    return failure_.empty() ? below_->failure() : failure_;
  }
  IoResult read_some(std::span<std::byte> into) override;
  IoResult write_some(std::span<const std::span<const std::byte>> from) override;
  [[nodiscard]] bool has_buffered() const override {
    return !plain_.empty() || below_->has_buffered();
  }
  [[nodiscard]] bool is_mid_record() const override {
    return bounds_.is_within() || below_->is_mid_record();
  }
  [[nodiscard]] Handle handle() const override { return below_->handle(); }
  void close() override { below_->close(); }

 private:
  IoResult fail(const char* why) {
    failure_ = why;
    return {IoStatus::other, 0};
  }

  const std::unique_ptr<Transport> below_;
  const std::shared_ptr<SaslConversation> conversation_;
  std::vector<std::byte> plain_;  // decoded and not read
  std::size_t read_ = 0;          // of it
  std::vector<std::byte> wire_;   // encoded and not written
  std::size_t written_ = 0;       // of it
  std::size_t holds_ = 0;         // plain bytes in it
  RecordBounds bounds_{4, 4};     // of what has come (RFC 4422, 3.7)
  std::string failure_;
};

IoResult SaslTransport::read_some(std::span<std::byte> into) {
  if (plain_.empty()) {
    std::array<std::byte, kReadAtOnce> wire;
    const IoResult result = below_->read_some(wire);
    if (result.status != IoStatus::ok) return result;
    bounds_.pass(std::span(wire).first(result.bytes));
    if (!conversation_->decode(std::span(wire).first(result.bytes), plain_)) {
      return fail("SASL: bytes that the security layer does not accept");
    }
    // A packet that has not come whole is kept by the library.
    if (plain_.empty()) return {IoStatus::would_block, 0};
  }
  const std::size_t count = std::min(into.size(), plain_.size() - read_);
  std::copy_n(plain_.begin() + static_cast<std::ptrdiff_t>(read_), count, into.begin());
  read_ += count;
  if (read_ == plain_.size()) {
    plain_ = {};
    read_ = 0;
  }
  return {IoStatus::ok, count};
}

IoResult SaslTransport::write_some(std::span<const std::span<const std::byte>> from) {
  if (wire_.empty()) {
    const auto part =
        from.front().first(std::min(from.front().size(), conversation_->most_to_encode()));
    if (!conversation_->encode(part, wire_)) return fail("SASL: bytes cannot be encoded");
    holds_ = part.size();
  }
  while (written_ < wire_.size()) {
    const std::span<const std::byte> rest = std::span(wire_).subspan(written_);
    const IoResult result = below_->write_some({&rest, 1});
    if (result.status != IoStatus::ok) return result;
    written_ += result.bytes;
  }
  wire_ = {};
  written_ = 0;
  return {IoStatus::ok, std::exchange(holds_, 0)};
}

}  // namespace

TransportLayer sasl_layer(std::shared_ptr<SaslConversation> conversation) {
  return [conversation = std::move(conversation)](std::unique_ptr<Transport>& below) {
    return std::make_unique<SaslTransport>(std::move(below), conversation);
  };
}

}  // namespace interleave::daemon
