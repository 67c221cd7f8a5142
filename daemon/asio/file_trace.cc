#include "daemon/asio/file_trace.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <string_view>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "daemon/asio/current_thread.h"
#include "model/base/assert.h"
#include "model/locks/rank.h"
#include "model/rules/spec_path.h"

namespace interleave::daemon {
namespace {

bool is_kept(ObjectKind kind, std::uint64_t detail) {
  switch (kind) {
    case ObjectKind::mutex:
      return detail == static_cast<std::uint64_t>(Rank::server) ||
             detail == static_cast<std::uint64_t>(Rank::client);
    case ObjectKind::condvar:
      return detail != 0;
    case ObjectKind::thread:
    case ObjectKind::client:
    case ObjectKind::server:
      return true;
    default:
      return false;
  }
}

// Set in the identity of a lock that orders the threads, and of its conditions.
constexpr std::uint32_t kOrders = TraceFileSlot::kObjects >> 1;

bool orders(ObjectId object) {
  return (static_cast<std::uint32_t>(object) & kOrders) != 0;
}

bool orders(ObjectKind kind, std::uint64_t detail) {
  return kind == ObjectKind::mutex
             ? detail == static_cast<std::uint64_t>(Rank::server)
             : kind == ObjectKind::condvar && orders(ObjectId{static_cast<std::uint32_t>(detail)});
}

// A section of a lock that orders.
constexpr EventSet kEnters = {Event::lock_acquired, Event::wait_end};
constexpr EventSet kLeaves = {Event::lock_released, Event::wait_begin};
// Threads meet here without one.
constexpr EventSet kMeets = {Event::thread_ended, Event::join_end};

bool begins_turn(Event event, ObjectId object) {
  return kMeets.has(event) || ((kEnters | kLeaves).has(event) && orders(object));
}

// With the lower half of the value.
TraceFileSlot slot_of(Event event, ObjectId object, std::uint64_t value) {
  return {.event = static_cast<std::uint32_t>(event),
          .object = static_cast<std::uint32_t>(object),
          .value = static_cast<std::uint32_t>(value)};
}

// Readers of the file, and threads that write the same block when the ring has gone round, see a
// slot whole or not at all.
void store(std::uint64_t* slot, std::uint64_t value, std::memory_order order) {
  std::atomic_ref(*slot).store(value, order);
}

// `more` are the slots after the first.
template <std::size_t kMore = 0>
void put(TracePen& pen, TraceFileSlot slot, const std::array<std::uint64_t, kMore>& more = {}) {
  for (std::size_t at = 0; at < kMore; ++at) {
    store(pen.next + 1 + at, more[at], std::memory_order_relaxed);
  }
  store(pen.next, std::bit_cast<std::uint64_t>(slot), std::memory_order_release);
  pen.next += 1 + kMore;
}

bool has_room(const TracePen& pen) {
  return pen.end - pen.next >= std::ptrdiff_t{TraceFileSlot::kLongest};
}

std::size_t bytes_of(std::uint64_t blocks) {
  return sizeof(TraceFileHeader) + blocks * TraceFileBlock::kSlots * sizeof(TraceFileSlot);
}

}  // namespace

FileTrace::Opened FileTrace::open(const std::string& path, std::uint64_t blocks) {
  const auto failed = [&](const char* what) {
    return Opened{nullptr, fmt::format("{}: {}: {}", path, what, std::strerror(errno))};
  };
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return failed("cannot be opened");
  const std::size_t bytes = bytes_of(blocks);
  errno = ::posix_fallocate(file, 0, static_cast<off_t>(bytes));
  if (errno != 0) {
    const Opened opened = failed("cannot be made as large as the trace");
    ::close(file);
    return {nullptr, opened.reason};
  }
  void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  const int error = errno;
  ::close(file);
  errno = error;
  if (memory == MAP_FAILED) return failed("cannot be mapped");
  // A page that comes when it is first written to costs more than all records that it takes. Where
  // the system cannot do this, they come then.
  ::madvise(memory, bytes, MADV_POPULATE_WRITE);
  return {std::unique_ptr<FileTrace>(new FileTrace(static_cast<std::byte*>(memory), blocks)), {}};
}

FileTrace::FileTrace(std::byte* memory, std::uint64_t blocks) : memory_(memory), blocks_(blocks) {
  TraceFileHeader header;
  header.blocks = blocks;
  std::memcpy(memory, &header, sizeof header);
  // The first object: it makes itself.
  current_thread().pen = {.thread = ObjectId{1}};
  const ObjectId leader = create(ObjectKind::thread, Name{"leader"}, 0);
  record(Event::thread_started, leader, 0);
}

FileTrace::~FileTrace() {
  current_thread().pen = {};
  ::munmap(memory_, bytes_of(blocks_));
}

void FileTrace::take_block(TracePen& pen) {
  if (pen.turn == 0) pen.turn = draw(1);
  // One that a library has started, and that says nothing of it.
  if (pen.thread == kNoObject) {
    pen.thread = ObjectId{objects_.fetch_add(1, std::memory_order_relaxed) + 1};
  }
  const std::uint64_t before = taken_.fetch_add(1, std::memory_order_relaxed);
  const TraceFileBlock block{
      .number = before + 1, .thread = static_cast<std::uint32_t>(pen.thread), .turn = pen.turn};
  const auto words = std::bit_cast<std::array<std::uint64_t, 2>>(block);
  auto* const place = reinterpret_cast<std::uint64_t*>(memory_ + bytes_of(before % blocks_));
  store(place + 1, words[1], std::memory_order_relaxed);
  store(place, words[0], std::memory_order_release);
  pen.next = place + words.size();
  pen.end = place + TraceFileBlock::kSlots;
}

ObjectId FileTrace::create(ObjectKind kind, Name name, std::uint64_t detail) {
  if (!is_kept(kind, detail)) return kNoObject;
  const std::uint32_t number = (objects_.fetch_add(1, std::memory_order_relaxed) + 1) % kOrders;
  const ObjectId id{orders(kind, detail) ? number | kOrders : number};
  TraceFileName text{.name = name.number, .kind = static_cast<std::uint8_t>(kind)};
  const std::string_view base = name.base;
  std::ranges::copy(base.substr(0, text.base.size()), text.base.begin());
  TracePen& pen = current_thread().pen;
  if (!has_room(pen)) take_block(pen);
  TraceFileSlot slot = slot_of(Event::object_created, id, detail);
  if (kind == ObjectKind::thread && !pen.in_section) {
    slot.value = pen.turn = draw(1);
    slot.event |= TraceFileSlot::kTurn;
  }
  put(pen, slot, std::bit_cast<std::array<std::uint64_t, sizeof text / sizeof slot>>(text));
  return id;
}

void FileTrace::record(Event event, ObjectId object, std::uint64_t value) {
  if (object == kNoObject || !kSpecSteps.has(event)) return;
  TracePen& pen = current_thread().pen;
  if (event == Event::thread_started) pen.thread = object;
  // Nothing comes back from here, so that all else needs no frame on the stack.
  if (!has_room(pen)) [[unlikely]]
    return record_in_new_block(event, object, value);
  TraceFileSlot slot = slot_of(event, object, value);
  if (begins_turn(event, object)) {
    IL_ASSERT(value <= 1, "a record that begins a turn has a value");
    slot.value = begin_turn(pen, event);
    slot.event |= TraceFileSlot::kTurn | (value == 1 ? TraceFileSlot::kOne : 0);
  } else if (value >> 32 != 0) [[unlikely]] {
    slot.event |= TraceFileSlot::kLarge;
    return put<1>(pen, slot, {value >> 32});
  }
  put(pen, slot);
}

void FileTrace::record_in_new_block(Event event, ObjectId object, std::uint64_t value) {
  take_block(current_thread().pen);
  record(event, object, value);
}

std::uint32_t FileTrace::begin_turn(TracePen& pen, Event event) {
  if (kEnters.has(event)) {
    pen.in_section = true;
    return pen.turn = draw(2);
  }
  if (kLeaves.has(event)) {
    pen.in_section = false;
    return ++pen.turn;
  }
  return pen.turn = draw(1);
}

}  // namespace interleave::daemon
