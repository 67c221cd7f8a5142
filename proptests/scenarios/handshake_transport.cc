#include "proptests/scenarios/handshake_transport.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "model/base/assert.h"

namespace interleave::proptests {
namespace {

class HandshakeTransport final : public daemon::Transport {
 public:
  explicit HandshakeTransport(std::unique_ptr<daemon::Transport> below)
      : below_(std::move(below)) {}

  Handshake shake_hands() override {
    while (step_ < kSteps.size()) {
      const Step& step = kSteps[step_];
      const IoStatus status = step.writes ? write(step.bytes) : read(step.bytes);
      if (status == IoStatus::would_block) {
        return step.writes ? Handshake::wants_write : Handshake::wants_read;
      }
      if (status != IoStatus::ok) {
        failure_ = "handshake: " + std::string(to_string(status));
        return Handshake::failed;
      }
      if (done_ < step.bytes.size()) continue;
      done_ = 0;
      ++step_;
    }
    return Handshake::done;
  }
  [[nodiscard]] std::string failure() const override { return failure_; }

  IoResult read_some(std::span<std::byte> into) override {
    IL_ASSERT(step_ == kSteps.size(), "a read before the handshake is done");
    return below_->read_some(into);
  }
  IoResult write_some(std::span<const std::span<const std::byte>> from) override {
    IL_ASSERT(step_ == kSteps.size(), "a write before the handshake is done");
    return below_->write_some(from);
  }
  [[nodiscard]] bool has_buffered() const override { return below_->has_buffered(); }
  [[nodiscard]] bool is_mid_record() const override { return below_->is_mid_record(); }
  [[nodiscard]] Handle handle() const override { return below_->handle(); }
  void close() override { below_->close(); }

 private:
  struct Step {
    bool writes;
    std::span<const std::byte> bytes;
  };
  static constexpr std::array<Step, 4> kSteps = {
      {{false, kHello}, {true, kAnswer}, {false, kProof}, {true, kVerified}}};

  IoStatus read(std::span<const std::byte> wanted) {
    std::array<std::byte, 8> got;
    const IoResult result = below_->read_some(std::span(got).first(wanted.size() - done_));
    if (result.status != IoStatus::ok) return result.status;
    if (!std::equal(got.begin(), got.begin() + static_cast<std::ptrdiff_t>(result.bytes),
                    wanted.begin() + static_cast<std::ptrdiff_t>(done_))) {
      return IoStatus::other;
    }
    done_ += result.bytes;
    return IoStatus::ok;
  }
  IoStatus write(std::span<const std::byte> bytes) {
    const std::span<const std::byte> rest = bytes.subspan(done_);
    const IoResult result = below_->write_some({&rest, 1});
    done_ += result.bytes;
    return result.status;
  }

  const std::unique_ptr<daemon::Transport> below_;
  std::size_t step_ = 0;
  std::size_t done_ = 0;  // bytes of the step
  std::string failure_;
};

}  // namespace

std::unique_ptr<daemon::Transport> handshake_layer(std::unique_ptr<daemon::Transport> below) {
  return std::make_unique<HandshakeTransport>(std::move(below));
}

}  // namespace interleave::proptests
