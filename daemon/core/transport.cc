#include "daemon/core/transport.h"

#include <utility>

namespace interleave::daemon {
namespace {

class PlainTransport final : public Transport {
 public:
  explicit PlainTransport(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

  IoResult read_some(std::span<std::byte> into) override { return stream_->read_some(into); }
  IoResult write_some(std::span<const std::span<const std::byte>> from) override {
    return stream_->write_some(from);
  }
  [[nodiscard]] bool carries_files() const override { return stream_->carries_files(); }
  IoResult read_with_file(std::span<std::byte> into, Arrival& with) override {
    return stream_->read_with_file(into, with);
  }
  IoResult write_file(const OpenFile& file) override { return stream_->write_file(file); }
  [[nodiscard]] bool has_buffered() const override { return false; }
  [[nodiscard]] Handle handle() const override { return stream_->handle(); }
  void close() override { stream_->close(); }

 private:
  const std::unique_ptr<Stream> stream_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(std::unique_ptr<Stream> stream) {
  return std::make_unique<PlainTransport>(std::move(stream));
}

}  // namespace interleave::daemon
