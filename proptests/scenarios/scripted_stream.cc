#include "proptests/scenarios/scripted_stream.h"

#include <utility>

#include "proptests/scenarios/words.h"

namespace interleave::proptests {
namespace {

constexpr Duration kSlowEnd = std::chrono::milliseconds(5);

}  // namespace

void ScriptedStream::use() {
  if (ended_) world_.broken_rule("protocol", "a stream of the API is used after its end");
  if (std::exchange(in_use_, true)) {
    world_.broken_rule("protocol", "a stream of the API is used by two at a time");
  }
  world_.yield();
  in_use_ = false;
}

daemon::ApiStream::Received ScriptedStream::receive(std::size_t) {
  use();
  received_();
  if (std::exchange(busy_, !busy_)) return {.status = Status::would_block};
  if (number_ == kLastNumber) return {.status = Status::end};
  return {.data = body_of({++number_})};
}

daemon::ApiStream::Sent ScriptedStream::send(std::span<const std::byte> data) {
  use();
  if (std::exchange(busy_, !busy_)) return {.status = Status::would_block};
  if (kind_ == Behaviour::reject && number_ == 1) return {.status = Status::failed};
  if (word_at(data, 0) != ++number_) {
    world_.broken_rule("protocol", "a stream of the API gets its data out of order");
  }
  return {.bytes = data.size()};
}

daemon::ApiStream::Status ScriptedStream::send_hole(std::int64_t, std::uint32_t) {
  use();
  return Status::ok;
}

daemon::ApiStream::Status ScriptedStream::finish() {
  use();
  if (world_.draw(3, "how long a stream's end takes") > 0) {
    world_.sleep_until(later(world_.clock().now(), kSlowEnd));
  }
  ended_ = true;
  if (number_ != kLastNumber) {
    world_.broken_rule("protocol", "a stream of the API is finished before it has got all data");
  }
  return Status::ok;
}

void ScriptedStream::abort() {
  use();
  ended_ = true;
}

void ScriptedStream::watch(bool readable, bool writable) {
  if (!readable && !writable) return;
  loop_.add_timer(Duration::zero(), [&loop = loop_, pump = pump_](daemon::WatchId id) {
    loop.remove_timer(id);
    if (const auto alive = pump.lock()) alive->ready();
  });
}

}  // namespace interleave::proptests
