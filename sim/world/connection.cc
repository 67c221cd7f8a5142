#include "sim/world/connection.h"

#include <algorithm>
#include <utility>

#include "sim/engine/sanitizers.h"

namespace interleave::sim {
namespace {

// Not memcpy, which TSan would see: the ring belongs to the engine, not to the program.
void copy_bytes(std::byte* into, const std::byte* from, std::size_t size) {
  if constexpr (sanitizers::kTsan) {
    const volatile std::byte* source = from;
    volatile std::byte* target = into;
    for (std::size_t i = 0; i < size; ++i) target[i] = source[i];
  } else {
    std::copy_n(from, size, into);
  }
}

}  // namespace

ByteQueue::ByteQueue(ObjectPool& pool, std::size_t capacity)
    : pool_(pool), bytes_(static_cast<std::byte*>(pool.allocate(capacity))), capacity_(capacity) {}

ByteQueue::~ByteQueue() {
  ObjectPool::release(bytes_);
  if (files_ != nullptr) ObjectPool::release(files_);
}

void ByteQueue::push(std::span<const std::byte> from) {
  const std::size_t tail = (head_ + size_) % capacity_;
  const std::size_t first = std::min(from.size(), capacity_ - tail);
  copy_bytes(bytes_ + tail, from.data(), first);
  copy_bytes(bytes_, from.data() + first, from.size() - first);
  size_ += from.size();
}

void ByteQueue::push_file(std::uint32_t file) {
  if (files_ == nullptr) {
    const sanitizers::IgnoreRaces ignore;
    files_ = static_cast<std::uint32_t*>(pool_.allocate(capacity_ * sizeof(std::uint32_t)));
    std::fill_n(files_, capacity_, 0);
  }
  files_[place(size_)] = file;
  ++file_count_;
  const std::byte mark{};
  push({&mark, 1});
}

std::size_t ByteQueue::readable() const {
  if (file_count_ == 0) return size_;
  for (std::size_t i = 0; i < size_; ++i) {
    if (files_[place(i)] != 0) return i + 1;
  }
  return size_;
}

void ByteQueue::clear() {
  for (std::size_t i = 0; i < size_ && file_count_ != 0; ++i) {
    if (std::exchange(files_[place(i)], 0) != 0) --file_count_;
  }
  size_ = 0;
}

std::uint32_t ByteQueue::pop(std::span<std::byte> into) {
  std::uint32_t file = 0;
  if (file_count_ != 0) file = std::exchange(files_[place(into.size() - 1)], 0);
  if (file != 0) --file_count_;
  const std::size_t first = std::min(into.size(), capacity_ - head_);
  copy_bytes(into.data(), bytes_ + head_, first);
  copy_bytes(into.data() + first, bytes_, into.size() - first);
  head_ = (head_ + into.size()) % capacity_;
  size_ -= into.size();
  return file;
}

Connection::Connection(Engine& the_engine, HandleTable& the_handles, std::size_t buffer,
                       Name the_client, PeerIdentity the_identity)
    : engine(the_engine),
      handles(the_handles),
      name(the_client),
      identity(std::move(the_identity)),
      to_program(engine.pool(), buffer),
      to_client(engine.pool(), buffer) {}

IoStatus Connection::program_can_read() const {
  if (broken) return IoStatus::reset;
  if (to_program.size() != 0) return IoStatus::ok;
  if (program.failed) return IoStatus::reset;
  return client.open && client.sending ? IoStatus::would_block : IoStatus::end_of_stream;
}

IoStatus Connection::program_can_write() const {
  if (broken || !client.open || !program.sending) return IoStatus::reset;
  return to_client.room() != 0 ? IoStatus::ok : IoStatus::would_block;
}

Readiness Connection::program_readiness() const {
  Readiness readiness;
  if (program_can_read() != IoStatus::would_block) readiness = readiness | Readiness::read();
  if (program_can_write() != IoStatus::would_block) readiness = readiness | Readiness::write();
  const bool both_shut_down = !client.sending && !program.sending;
  if (broken || !client.open || both_shut_down) readiness = readiness | Readiness::hangup();
  return readiness;
}

IoResult Connection::program_read(std::span<std::byte> into, std::size_t most,
                                  std::uint32_t& file) {
  sanitizers::acquire(&to_program);
  file = to_program.pop(into.first(most));
  wake_client();
  return {.status = IoStatus::ok, .bytes = most};
}

void Connection::close_program() {
  program.open = false;
  if (to_program.size() != 0) client.failed = true;
  handle = Handle::none;
  wake_client();
  destroy_when_closed();
}

void Connection::close_client() {
  client.open = false;
  if (to_client.size() != 0) program.failed = true;
  wake_program();
  destroy_when_closed();
}

void Connection::break_down() {
  broken = true;
  to_program.clear();
  to_client.clear();
  wake_program();
  wake_client();
}

void Connection::wake_program() {
  handles.changed(handle);
}

void Connection::wake_client() {
  if (client_thread == 0) return;
  if (client_receives ? client_can_receive() : client_can_send()) engine.make_ready(client_thread);
}

void Connection::destroy_when_closed() {
  if (program.open || client.open) return;
  // A connection is the world's, like a kernel's socket: who closes last is no matter of the
  // program.
  const sanitizers::IgnoreRaces ignore;
  delete this;
}

}  // namespace interleave::sim
