#include "proptests/scenarios/model_visitor.h"

#include <array>
#include <span>
#include <string_view>

namespace interleave::proptests {

void ModelVisitor::run() {
  enum : std::uint32_t { kWhole, kVanish, kHalf, kWays };
  const std::uint32_t way = world_.draw(kWays, "how a visitor behaves");
  socket_ = world_.connect(kStatusDoor, {"visitor", number_});
  if (!socket_.connected()) return;
  std::string_view request = "GET /status HTTP/1.0\r\n\r\n";
  if (way == kHalf) request = request.substr(0, 7);
  if (socket_.send(std::as_bytes(std::span(request))) != IoStatus::ok) return;
  if (way == kVanish) {
    socket_.reset();
    return;
  }
  receive_all();
  if (way == kWhole) judge();
}

void ModelVisitor::receive_all() {
  std::array<std::byte, 256> room;
  for (;;) {
    const IoResult result = socket_.receive(room);
    if (result.status != IoStatus::ok) {
      end_ = result.status;
      return;
    }
    for (const std::byte byte : std::span(room).first(result.bytes)) {
      response_ += static_cast<char>(byte);
    }
  }
}

void ModelVisitor::judge() {
  // A reset is the doing of a fault. Time that was moved early may have used up the deadline.
  if (end_ == IoStatus::reset || stopping_ || world_.skipped_time() > Duration::zero()) return;
  if (!response_.starts_with("HTTP/1.0 200 ") ||
      response_.find("accepted = ") == std::string::npos) {
    world_.broken_rule("protocol", "a visitor of the status socket gets no answer");
  }
}

}  // namespace interleave::proptests
