#include "daemon/core/out_queue.h"

#include <algorithm>
#include <utility>

#include "model/base/assert.h"

namespace interleave::daemon {
namespace {

// Buffers of one write: enough that small replies share a system call.
constexpr std::size_t kMostBuffers = 16;

}  // namespace

bool OutQueue::has_uncounted() const {
  return std::ranges::any_of(items_, [](const Outgoing& item) { return !item.counts; });
}

IoStatus OutQueue::write(Transport& transport, std::vector<Outgoing>& written) {
  while (!items_.empty()) {
    const IoResult result = transport.write_some(gather());
    if (result.status != IoStatus::ok) return result.status;
    advance(result.bytes, written);
  }
  return IoStatus::ok;
}

std::size_t OutQueue::clear() {
  const auto replies = std::ranges::count_if(items_, &Outgoing::counts);
  items_.clear();
  offset_ = 0;
  return static_cast<std::size_t>(replies);
}

std::span<const std::span<const std::byte>> OutQueue::gather() {
  buffers_.clear();
  for (const Outgoing& item : items_) {
    if (buffers_.size() == kMostBuffers) break;
    buffers_.emplace_back(item.frame);
  }
  buffers_.front() = buffers_.front().subspan(offset_);
  return buffers_;
}

void OutQueue::advance(std::size_t bytes, std::vector<Outgoing>& written) {
  while (bytes > 0) {
    IL_ASSERT(!items_.empty(), "more bytes were written than there were");
    const std::size_t rest = items_.front().frame.size() - offset_;
    if (bytes < rest) {
      offset_ += bytes;
      return;
    }
    bytes -= rest;
    offset_ = 0;
    written.push_back(items_.pop_front());
  }
}

}  // namespace interleave::daemon
