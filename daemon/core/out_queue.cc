#include "daemon/core/out_queue.h"

#include <new>
#include <utility>

#include "daemon/core/make_room.h"
#include "model/base/assert.h"

namespace interleave::daemon {

void OutQueue::push(Outgoing item) {
  items_.reserve_for(1);
  ++waiting_[static_cast<std::size_t>(item.kind)];
  items_.push_back(std::move(item));
}

IoStatus OutQueue::write(Transport& transport, std::vector<Outgoing>& written) {
  try {
    return write_all(transport, written);
  } catch (const std::bad_alloc&) {
    return IoStatus::no_memory;
  }
}

IoStatus OutQueue::write_all(Transport& transport, std::vector<Outgoing>& written) {
  while (!items_.empty()) {
    // What is written is told of, come what may.
    make_room(written, kAtOnce);
    if (offset_ == items_.front().frame.size()) {
      const IoStatus status = write_file(transport, written);
      if (status != IoStatus::ok) return status;
      continue;
    }
    Buffers buffers;
    const IoResult result = transport.write_some(gather(buffers));
    if (result.status != IoStatus::ok) return result.status;
    advance(result.bytes, written);
    // The next bytes are for the transport that the admission may bring.
    if (!written.empty() && written.back().admission) break;
  }
  return IoStatus::ok;
}

void OutQueue::clear() {
  items_.clear();
  waiting_ = {};
  offset_ = files_ = 0;
}

// The frame of the first item is written, and it has files that are not.
IoStatus OutQueue::write_file(Transport& transport, std::vector<Outgoing>& written) {
  FileRef& file = items_.front().files[files_];
  const IoResult result = transport.write_file(*file);
  if (result.status != IoStatus::ok) return result.status;
  file = nullptr;
  if (++files_ == items_.front().files.size()) complete_first(written);
  return IoStatus::ok;
}

void OutQueue::complete_first(std::vector<Outgoing>& written) {
  offset_ = files_ = 0;
  --waiting_[static_cast<std::size_t>(items_.front().kind)];
  written.push_back(items_.pop_front());
}

std::span<const std::span<const std::byte>> OutQueue::gather(Buffers& buffers) const {
  std::size_t count = 0;
  for (const Outgoing& item : items_) {
    if (count == buffers.size()) break;
    buffers[count++] = item.frame;
    // What comes after it is written after its files, or through another transport.
    if (item.admission || !item.files.empty()) break;
  }
  buffers.front() = buffers.front().subspan(offset_);
  return {buffers.data(), count};
}

void OutQueue::advance(std::size_t bytes, std::vector<Outgoing>& written) {
  written_bytes_ += bytes;
  while (bytes > 0) {
    IL_ASSERT(!items_.empty() && offset_ < items_.front().frame.size(),
              "more bytes were written than there were");
    const std::size_t rest = items_.front().frame.size() - offset_;
    if (bytes < rest) {
      offset_ += bytes;
      return;
    }
    bytes -= rest;
    if (items_.front().files.empty()) {
      complete_first(written);
    } else {
      offset_ += rest;
    }
  }
}

}  // namespace interleave::daemon
